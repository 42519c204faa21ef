package io.fleetwire.engine;

import java.time.Instant;

/// Is told what the engine does, for logs and figures. Called on the engine's own threads: it must
/// be quick and must not throw. Who does not mind something leaves it out.
public interface EngineObserver {

  /// An event is durable, with that many deliveries.
  default void accepted(Event event, int deliveries) {}

  /// An attempt has ended and been settled.
  default void attempted(Settlement settlement, Endpoint endpoint) {}

  /// An endpoint is called again, or no longer.
  default void stateChanged(Endpoint endpoint, EndpointState state) {}

  /// For minutes an endpoint has taken nothing, or it has taken something again after that.
  default void healthChanged(Endpoint endpoint, EndpointHealth health) {}

  /// Something was due since `dueAt`, and nobody remembered: a fault of ours that has been mended.
  default void stuck(EndpointId endpoint, Instant dueAt) {}

  /// This node is one of so many that live, and owns so many lanes. Told every other second where
  /// there may be other nodes.
  default void roundEnded(int nodes, int lanes) {}

  /// Another node has buried this one: nothing that it does counts any more, and it should end.
  default void expelled() {}

  /// A pump's step, or the settling of an attempt, failed, and will be tried again.
  default void stumbled(String where, Throwable cause) {}

  /// This one, and then `other`.
  default EngineObserver and(EngineObserver other) {
    return new BothObservers(this, other);
  }
}
