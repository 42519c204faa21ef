package io.fleetwire.engine;

/// What kind of thing happened, in the words of the dialect that says it: `KDMS_DEVICE_UPLOAD`,
/// `device.state.utilizing`.
public record EventType(String name) {
  /// Longer names help nobody and would fatten every row.
  public static final int LENGTH_MAX = 128;

  public EventType {
    Must.hold(!name.isBlank() && name.length() <= LENGTH_MAX, "an event type has 1 to 128 letters");
  }

  @Override
  public String toString() {
    return name;
  }
}
