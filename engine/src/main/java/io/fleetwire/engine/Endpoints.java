package io.fleetwire.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All endpoints at one moment, each with its state and health. Immutable: a change makes a new
/// one, and shares what did not change.
public final class Endpoints {
  public static final Endpoints NONE = new Endpoints(Map.of(), Map.of(), Map.of());

  private final Map<EndpointId, Endpoint> byId;
  private final Map<OrganizationId, List<Endpoint>> byOrganization;

  /// Those that are active and well are absent: health changes often, and the map is copied.
  private final Map<EndpointId, EndpointStanding> standings;

  private Endpoints(
      Map<EndpointId, Endpoint> byId,
      Map<OrganizationId, List<Endpoint>> byOrganization,
      Map<EndpointId, EndpointStanding> standings) {
    this.byId = byId;
    this.byOrganization = byOrganization;
    this.standings = standings;
  }

  /// These endpoints, active and well.
  static Endpoints of(Collection<Endpoint> all) {
    return of(all, Map.of());
  }

  /// These endpoints, active and well but for those that `standings` names.
  public static Endpoints of(
      Collection<Endpoint> all, Map<EndpointId, EndpointStanding> standings) {
    Map<EndpointId, Endpoint> byId = new HashMap<>();
    Map<OrganizationId, List<Endpoint>> byOrganization = new HashMap<>();
    for (Endpoint endpoint : all) {
      byId.put(endpoint.id(), endpoint);
      byOrganization.computeIfAbsent(endpoint.organization(), _ -> new ArrayList<>()).add(endpoint);
    }
    return new Endpoints(byId, byOrganization, Map.copyOf(standings));
  }

  /// The endpoint, unless it has been removed.
  public Optional<Endpoint> find(EndpointId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// The endpoints of an organization, in the order of their creation.
  public List<Endpoint> ownedBy(OrganizationId organization) {
    return byOrganization.getOrDefault(organization, List.of()).stream()
        .sorted(Comparator.comparingLong(endpoint -> endpoint.id().value()))
        .toList();
  }

  /// Whether an endpoint is called. One that is not there counts as active: nothing of it is kept
  /// back.
  public EndpointState state(EndpointId id) {
    return standing(id).state();
  }

  /// How an endpoint has been doing.
  public EndpointHealth health(EndpointId id) {
    return standing(id).health();
  }

  boolean contains(EndpointId id) {
    return byId.containsKey(id);
  }

  /// The plan of an endpoint; the house's when it has been removed.
  DeliveryPlan plan(EndpointId id) {
    Endpoint endpoint = byId.get(id);
    return endpoint == null ? DeliveryPlan.STANDARD : endpoint.plan();
  }

  /// Whether an endpoint is called, as {@link #state} has it.
  boolean isActive(EndpointId id) {
    return standings.isEmpty() || state(id).isActive();
  }

  /// Those who want to be told of `event`, whether they are active or not.
  public List<Endpoint> matching(NewEvent event, Facets facets) {
    List<Endpoint> candidates = byOrganization.getOrDefault(event.organization(), List.of());
    return candidates.stream()
        .filter(endpoint -> endpoint.filter().matches(event, facets))
        .toList();
  }

  /// These endpoints with `endpoint` added, or put in the place of the one with its id, whose state
  /// and health it then has.
  public Endpoints with(Endpoint endpoint) {
    Map<EndpointId, Endpoint> changed = new HashMap<>(byId);
    changed.put(endpoint.id(), endpoint);
    return of(changed.values(), standings);
  }

  /// These endpoints without `id`.
  public Endpoints without(EndpointId id) {
    Map<EndpointId, Endpoint> changed = new HashMap<>(byId);
    changed.remove(id);
    return of(changed.values(), standingsWith(id, EndpointStanding.USUAL));
  }

  /// These endpoints, one of them in another state.
  public Endpoints withState(EndpointId id, EndpointState state) {
    return withStanding(id, new EndpointStanding(state, health(id)));
  }

  /// These endpoints, one of them in other health.
  public Endpoints withHealth(EndpointId id, EndpointHealth health) {
    return withStanding(id, new EndpointStanding(state(id), health));
  }

  /// These endpoints, but those of `ids` as `fresh` has them: without those that it does not have.
  public Endpoints renewed(Set<EndpointId> ids, Endpoints fresh) {
    Map<EndpointId, EndpointStanding> renewedStandings = new HashMap<>(standings);
    renewedStandings.keySet().removeAll(ids);
    renewedStandings.putAll(fresh.standings);
    if (ids.stream().allMatch(id -> find(id).equals(fresh.find(id)))) {
      return new Endpoints(byId, byOrganization, renewedStandings);
    }
    Map<EndpointId, Endpoint> renewed = new HashMap<>(byId);
    renewed.keySet().removeAll(ids);
    renewed.putAll(fresh.byId);
    return of(renewed.values(), renewedStandings);
  }

  /// The endpoints that were called at the time of `before` and are not now, or the other way
  /// round.
  Set<EndpointId> switchedSince(Endpoints before) {
    Set<EndpointId> switched = new HashSet<>(standings.keySet());
    switched.addAll(before.standings.keySet());
    switched.removeIf(id -> isActive(id) == before.isActive(id));
    return switched;
  }

  private Endpoints withStanding(EndpointId id, EndpointStanding standing) {
    Must.hold(byId.containsKey(id), "an endpoint that has a state exists");
    return new Endpoints(byId, byOrganization, standingsWith(id, standing));
  }

  private Map<EndpointId, EndpointStanding> standingsWith(
      EndpointId id, EndpointStanding standing) {
    Map<EndpointId, EndpointStanding> changed = new HashMap<>(standings);
    if (standing.equals(EndpointStanding.USUAL)) {
      changed.remove(id);
    } else {
      changed.put(id, standing);
    }
    return changed;
  }

  private EndpointStanding standing(EndpointId id) {
    return standings.getOrDefault(id, EndpointStanding.USUAL);
  }
}
