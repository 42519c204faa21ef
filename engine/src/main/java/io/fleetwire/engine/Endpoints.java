package io.fleetwire.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All endpoints at one moment. Immutable: a change makes a new one, and shares what did not
/// change.
public final class Endpoints {
  public static final Endpoints NONE = new Endpoints(Map.of(), Map.of());

  private final Map<EndpointId, Endpoint> byId;
  private final Map<OrganizationId, List<Endpoint>> byOrganization;

  private Endpoints(
      Map<EndpointId, Endpoint> byId, Map<OrganizationId, List<Endpoint>> byOrganization) {
    this.byId = byId;
    this.byOrganization = byOrganization;
  }

  public static Endpoints of(Collection<Endpoint> all) {
    Map<EndpointId, Endpoint> byId = new HashMap<>();
    Map<OrganizationId, List<Endpoint>> byOrganization = new HashMap<>();
    for (Endpoint endpoint : all) {
      byId.put(endpoint.id(), endpoint);
      byOrganization.computeIfAbsent(endpoint.organization(), _ -> new ArrayList<>()).add(endpoint);
    }
    return new Endpoints(byId, byOrganization);
  }

  /// The endpoint, unless it has been removed.
  public Optional<Endpoint> find(EndpointId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// Those who want to be told of `event`.
  public List<Endpoint> matching(NewEvent event) {
    List<Endpoint> candidates = byOrganization.getOrDefault(event.organization(), List.of());
    return candidates.stream().filter(endpoint -> endpoint.filter().matches(event)).toList();
  }

  /// These endpoints with `endpoint` added, or put in the place of the one with its id.
  public Endpoints with(Endpoint endpoint) {
    Map<EndpointId, Endpoint> changed = new HashMap<>(byId);
    changed.put(endpoint.id(), endpoint);
    return of(changed.values());
  }

  /// These endpoints without `id`.
  public Endpoints without(EndpointId id) {
    Map<EndpointId, Endpoint> changed = new HashMap<>(byId);
    changed.remove(id);
    return of(changed.values());
  }
}
