package io.fleetwire.portal;

import io.fleetwire.engine.EventType;
import io.fleetwire.knox.Subscription;
import java.util.List;

/// A subscription in a list.
record SubscriptionRow(String id, String url, List<String> events) {

  static SubscriptionRow of(Subscription subscription) {
    return new SubscriptionRow(
        subscription.id(),
        subscription.url(),
        subscription.events().stream().map(EventType::name).toList());
  }

  String path() {
    return KnoxSubscriptionArea.ALL + "/" + id;
  }

  String count() {
    return Amounts.count(events.size(), "event", "events");
  }

  Question deletion() {
    return new Question(
        "delete-subscription",
        "Delete subscription",
        "Nothing more is sent to " + url + "; what is still outstanding for it is cancelled.",
        "Delete",
        path() + "/delete",
        path());
  }
}
