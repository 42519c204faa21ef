package io.fleetwire.portal;

import io.fleetwire.api.EndpointDesk;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.OrganizationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the endpoints of one organization are called on pages: the first line of their description,
/// or the host that they are at. Immutable.
final class EndpointNames {
  /// Fits a line of a table.
  private static final int LENGTH_MAX = 60;

  private final List<Endpoint> endpoints;
  private final Map<EndpointId, String> names;

  private EndpointNames(List<Endpoint> endpoints, Map<EndpointId, String> names) {
    this.endpoints = List.copyOf(endpoints);
    this.names = Map.copyOf(names);
  }

  static EndpointNames of(WebhookPorts ports, OrganizationId organization) {
    List<Endpoint> endpoints = ports.store().endpoints().ownedBy(organization);
    Map<EndpointId, String> names = new HashMap<>();
    endpoints.forEach(endpoint -> names.put(endpoint.id(), Wording.host(endpoint)));
    ports
        .desks()
        .endpoints()
        .notes(organization)
        .forEach(note -> called(note.description()).ifPresent(name -> names.put(note.id(), name)));
    return new EndpointNames(endpoints, names);
  }

  static String of(EndpointDesk.View view) {
    return called(view.note().description()).orElseGet(() -> Wording.host(view.endpoint()));
  }

  private static Optional<String> called(String description) {
    return description
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .map(line -> Texts.clipped(line, LENGTH_MAX));
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  /// One that was removed is called by its id.
  String name(EndpointId id) {
    return names.getOrDefault(id, id + " (removed)");
  }

  boolean exists(EndpointId id) {
    return names.containsKey(id);
  }

  /// For a field in which one of them is chosen.
  List<Choice> choices() {
    List<Choice> choices = new ArrayList<>();
    endpoints.forEach(
        endpoint -> choices.add(new Choice(endpoint.id().toString(), name(endpoint.id()))));
    return choices;
  }
}
