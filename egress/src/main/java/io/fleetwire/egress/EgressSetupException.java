package io.fleetwire.egress;

/// The door cannot be opened as configured. The message is for the operator.
public final class EgressSetupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EgressSetupException(String message) {
    super(message);
  }

  EgressSetupException(String message, Throwable cause) {
    super(message, cause);
  }
}
