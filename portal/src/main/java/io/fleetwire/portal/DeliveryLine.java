package io.fleetwire.portal;

import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.Ids;
import java.time.Instant;

/// One delivery in a list. `origin` is empty for what simply happened.
record DeliveryLine(
    String path,
    Badge state,
    String type,
    String subject,
    String endpoint,
    int attempts,
    String origin,
    Moment made) {

  static DeliveryLine of(DeliveryEntry entry, String endpoint, Instant now) {
    return new DeliveryLine(
        Place.DELIVERIES.path() + "/" + entry.id(),
        Wording.badge(entry.state()),
        entry.event().type().name(),
        entry.event().subject().value(),
        endpoint,
        entry.attemptsMade(),
        Wording.origin(entry.origin()),
        Moment.of(Ids.timeOf(entry.id().value()), now));
  }
}
