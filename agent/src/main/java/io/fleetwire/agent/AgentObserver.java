package io.fleetwire.agent;

/// Is told what an operator wants to know, in sentences. Called on the agent's threads: it must be
/// quick and must not throw. The same trouble is told once, until it ends.
public interface AgentObserver {

  /// All is well again, or something came that was expected.
  void well(String what);

  /// Something is not as it should be; the sentence says what to do. It is tried again.
  void trouble(String what);
}
