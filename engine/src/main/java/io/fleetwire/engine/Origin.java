package io.fleetwire.engine;

/// Why there is a delivery. Only the first kind can be expected by a receiver; it recognizes the
/// others by the event's id, which it has seen before or not.
public enum Origin {
  /// The event was accepted, and the endpoint wants such events.
  EVENT,
  /// Somebody asked for this one event again.
  REDELIVERY,
  /// Somebody asked for many events again.
  REPLAY,
  /// Somebody tried the endpoint out.
  TEST;

  /// Whether the event is older than the delivery.
  public boolean isAgain() {
    return this == REDELIVERY || this == REPLAY;
  }
}
