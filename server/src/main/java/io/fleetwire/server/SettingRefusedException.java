package io.fleetwire.server;

/// Thrown when what a setting names cannot be used; the message is for the operator.
final class SettingRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingRefusedException(String message) {
    super(message);
  }

  SettingRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
