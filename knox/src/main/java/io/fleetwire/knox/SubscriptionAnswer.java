package io.fleetwire.knox;

import io.fleetwire.engine.EventType;
import java.util.List;

/// What became of a wish to create or change a subscription.
sealed interface SubscriptionAnswer {

  /// It is durable, and the next event goes by it.
  record Saved(Subscription subscription) implements SubscriptionAnswer {}

  /// Other subscriptions of the organization have these events already.
  record Taken(List<EventType> events) implements SubscriptionAnswer {
    public Taken {
      events = List.copyOf(events);
    }
  }

  /// There are as many subscriptions as there are events.
  record TooMany(int subscriptionsMax) implements SubscriptionAnswer {}

  /// There is no subscription of that id.
  record Unknown() implements SubscriptionAnswer {}
}
