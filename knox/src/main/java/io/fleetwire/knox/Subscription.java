package io.fleetwire.knox;

import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.OrganizationId;
import java.util.List;

/// Who wants to be told of which events, and where: the vendor's word for an endpoint. Immutable.
public record Subscription(
    String id,
    OrganizationId organization,
    EndpointId endpoint,
    String url,
    List<EventType> events) {
  public Subscription {
    events = List.copyOf(events);
  }

  /// The same subscription with other content.
  Subscription with(SubscriptionDraft draft) {
    return new Subscription(id, organization, endpoint, draft.url(), draft.types());
  }
}
