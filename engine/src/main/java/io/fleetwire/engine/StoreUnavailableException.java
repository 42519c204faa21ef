package io.fleetwire.engine;

/// The store cannot be read or written now: the disk is full, the database is away. Nothing was
/// acknowledged. Caught at the HTTP edge (503) and by the drivers of pumps, which try again.
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
