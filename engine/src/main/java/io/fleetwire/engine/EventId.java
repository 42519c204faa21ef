package io.fleetwire.engine;

import java.util.Optional;

/// Names an event. Printed as `evt_` and 13 digits of base 32.
public record EventId(long value) {
  private static final String PREFIX = "evt_";

  public EventId {
    Must.hold(value > 0, "an id is positive");
  }

  /// The id that `text` prints, or nothing when it is not one.
  public static Optional<EventId> parse(String text) {
    return PrintedId.parse(PREFIX, text).filter(value -> value > 0).map(EventId::new);
  }

  @Override
  public String toString() {
    return PrintedId.print(PREFIX, value);
  }
}
