package io.fleetwire.server;

/// A story cannot go on; the message says at what and why. Caught by {@link Demo}, which counts it
/// as a check that failed.
final class DemoStopException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoStopException(String message) {
    super(message);
  }
}
