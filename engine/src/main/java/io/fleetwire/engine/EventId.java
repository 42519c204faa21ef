package io.fleetwire.engine;

/// Names an event. Printed as `evt_` and 13 digits of base 32.
public record EventId(long value) {
  private static final String PREFIX = "evt_";

  public EventId {
    Must.hold(value > 0, "an id is positive");
  }

  @Override
  public String toString() {
    return PrintedId.print(PREFIX, value);
  }
}
