package io.fleetwire.receiver;

/// A text is not JSON. Never leaves this room.
final class JsonException extends Exception {
  private static final long serialVersionUID = 1L;

  JsonException(String message) {
    super(message);
  }
}
