package io.fleetwire.store;

import io.fleetwire.engine.EndpointId;
import java.util.Collection;
import java.util.stream.Collectors;

/// Endpoints as one parameter of a statement.
final class EndpointList {
  /// Asks for the rows of those in the list.
  static final String AMONG = "endpoint_id IN (SELECT CAST(value AS BIGINT) FROM json_each(?))";

  private EndpointList() {}

  static String of(Collection<EndpointId> endpoints) {
    return endpoints.stream()
        .map(id -> Long.toString(id.value()))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
