package io.fleetwire.engine;

/// Is told what the engine does, for logs and figures. Called on the engine's own threads: it must
/// be quick and must not throw.
public interface EngineObserver {

  /// An event is durable, with that many deliveries.
  void accepted(Event event, int deliveries);

  /// An attempt has ended and been settled.
  void attempted(Settlement settlement, Endpoint endpoint);

  /// A pump's step, or the settling of an attempt, failed, and will be tried again.
  void stumbled(String where, Throwable cause);
}
