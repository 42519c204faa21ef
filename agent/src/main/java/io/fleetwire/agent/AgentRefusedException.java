package io.fleetwire.agent;

/// The agent cannot start; the message says why and what to do. Caught where the command begins.
public final class AgentRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AgentRefusedException(String message) {
    super(message);
  }
}
