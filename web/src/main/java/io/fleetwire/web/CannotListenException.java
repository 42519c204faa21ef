package io.fleetwire.web;

/// The server cannot listen where it is told to. The message is for the operator.
public final class CannotListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotListenException(ListenAddress address) {
    super(
        "Cannot listen on "
            + address
            + ": the port is taken, or the address is not one of this machine's. Choose another.");
  }
}
