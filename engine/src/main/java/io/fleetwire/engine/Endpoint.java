package io.fleetwire.engine;

/// Where and how an organization wants to be told of which events.
public record Endpoint(
    EndpointId id,
    OrganizationId organization,
    Target target,
    EventFilter filter,
    DeliveryPlan plan) {

  /// The same, called in another way.
  public Endpoint with(DeliveryPlan other) {
    return new Endpoint(id, organization, target, filter, other);
  }
}
