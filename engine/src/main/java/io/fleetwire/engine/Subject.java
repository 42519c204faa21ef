package io.fleetwire.engine;

/// What an event is about: a device, or an operation. Order is kept per subject.
public record Subject(String value) {
  /// Identifiers of devices are far shorter; the limit bounds rows and headers.
  public static final int LENGTH_MAX = 255;

  public Subject {
    Must.hold(!value.isBlank() && value.length() <= LENGTH_MAX, "a subject has 1 to 255 letters");
  }

  @Override
  public String toString() {
    return value;
  }
}
