package io.fleetwire.api;

import io.fleetwire.access.AuditLog;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.TypePattern;
import java.util.stream.Collectors;

/// How the log of changes tells of an endpoint. Pure.
final class EndpointChange {
  private EndpointChange() {}

  /// One of any dialect. A URL may hold a secret in its path or query, so the log has only where it
  /// leads.
  static AuditLog.Change of(String action, Endpoint endpoint) {
    return change(action, endpoint, "to " + endpoint.target().url().getHost());
  }

  /// One that was made here, with what it wants.
  static AuditLog.Change of(String action, EndpointDesk.View view) {
    Endpoint endpoint = view.endpoint();
    String types =
        endpoint.filter().types().stream()
            .map(TypePattern::text)
            .sorted()
            .collect(Collectors.joining(", "));
    String host = endpoint.target().url().getHost();
    return change(
        action, endpoint, "\"%s\" to %s: %s".formatted(view.note().description(), host, types));
  }

  private static AuditLog.Change change(String action, Endpoint endpoint, String detail) {
    return new AuditLog.Change(action, "endpoint " + endpoint.id(), detail);
  }
}
