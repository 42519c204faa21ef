package io.fleetwire.store;

/// The database cannot be opened. The message says why and what to do about it; it is meant to be
/// shown to the operator as it is.
public final class DatabaseRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseRefusedException(String message) {
    super(message);
  }

  DatabaseRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
