package io.fleetwire.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/// Which deliveries of an organization somebody wants to see. An empty set asks for any. `from`
/// (included) and `until` (excluded) are about when the delivery was made, to the millisecond.
public record DeliveryQuery(
    OrganizationId organization,
    Set<EndpointId> endpoints,
    Set<TypePattern> types,
    Set<Subject> subjects,
    Set<DeliveryState> states,
    Instant from,
    Instant until) {
  /// Nobody names more by hand, and each row is held against all of them.
  public static final int CHOICES_MAX = 100;

  /// Before and after everything.
  public static final Instant BEGINNING = Instant.EPOCH;

  public static final Instant END = Instant.ofEpochMilli(Long.MAX_VALUE);

  public DeliveryQuery {
    endpoints = Set.copyOf(endpoints);
    types = Set.copyOf(types);
    subjects = Set.copyOf(subjects);
    states = Set.copyOf(states);
    from = clamp(from);
    until = clamp(until);
    Must.hold(
        Math.max(endpoints.size(), Math.max(types.size(), subjects.size())) <= CHOICES_MAX,
        "a query names at most 100 endpoints, types and subjects");
  }

  /// All deliveries of an organization.
  public static DeliveryQuery of(OrganizationId organization) {
    return new DeliveryQuery(organization, Set.of(), Set.of(), Set.of(), Set.of(), BEGINNING, END);
  }

  public DeliveryQuery to(Set<EndpointId> wanted) {
    return new DeliveryQuery(organization, wanted, types, subjects, states, from, until);
  }

  public DeliveryQuery ofTypes(Set<TypePattern> wanted) {
    return new DeliveryQuery(organization, endpoints, wanted, subjects, states, from, until);
  }

  public DeliveryQuery about(Set<Subject> wanted) {
    return new DeliveryQuery(organization, endpoints, types, wanted, states, from, until);
  }

  public DeliveryQuery in(Set<DeliveryState> wanted) {
    return new DeliveryQuery(organization, endpoints, types, subjects, wanted, from, until);
  }

  public DeliveryQuery between(Instant begin, Instant end) {
    return new DeliveryQuery(organization, endpoints, types, subjects, states, begin, end);
  }

  /// Whether `entry` is one of those. Its time is told by its id, see {@link Ids#timeOf}.
  public boolean matches(DeliveryEntry entry) {
    EventHead event = entry.event();
    return organization.equals(event.organization())
        && (endpoints.isEmpty() || endpoints.contains(entry.endpoint()))
        && isAbout(event.type(), event.subject())
        && (states.isEmpty() || states.contains(entry.state()))
        && isInTime(Ids.timeOf(entry.id().value()));
  }

  /// Whether that is true of a delivery's event, which is less than all.
  boolean isAbout(EventType type, Subject subject) {
    return (types.isEmpty() || types.stream().anyMatch(wanted -> wanted.matches(type)))
        && (subjects.isEmpty() || subjects.contains(subject));
  }

  private static Instant clamp(Instant at) {
    Instant late = at.isBefore(BEGINNING) ? BEGINNING : at;
    return late.isAfter(END) ? END : late.truncatedTo(ChronoUnit.MILLIS);
  }

  private boolean isInTime(Instant at) {
    return !at.isBefore(from) && at.isBefore(until);
  }
}
