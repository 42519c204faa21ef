package io.fleetwire.portal;

import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.Ids;
import java.time.Instant;

/// A delivery in a list. `tone` is the class of its badge.
record DeliveryRow(
    String id, String type, String subject, String state, String tone, int attempts, Moment at) {

  static DeliveryRow of(DeliveryEntry entry, Instant now) {
    return new DeliveryRow(
        entry.id().toString(),
        entry.event().type().name(),
        entry.event().subject().value(),
        worded(entry.state()),
        tone(entry.state()),
        entry.attemptsMade(),
        Moment.of(Ids.timeOf(entry.id().value()), now));
  }

  private static String worded(DeliveryState state) {
    return switch (state) {
      case PENDING -> "On its way";
      case DELIVERED -> "Delivered";
      case EXHAUSTED -> "Given up";
      case REFUSED -> "Refused";
      case SUPERSEDED -> "Superseded";
      case CANCELLED -> "Cancelled";
      case EXPIRED -> "Expired";
    };
  }

  private static String tone(DeliveryState state) {
    return switch (state) {
      case PENDING -> "info";
      case DELIVERED -> "good";
      case EXHAUSTED, REFUSED, EXPIRED -> "bad";
      case SUPERSEDED, CANCELLED -> "off";
    };
  }
}
