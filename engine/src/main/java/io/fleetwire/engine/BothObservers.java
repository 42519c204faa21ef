package io.fleetwire.engine;

import java.time.Instant;

/// Two who are told the same, one after the other.
record BothObservers(EngineObserver first, EngineObserver second) implements EngineObserver {
  @Override
  public void accepted(Event event, int deliveries) {
    first.accepted(event, deliveries);
    second.accepted(event, deliveries);
  }

  @Override
  public void attempted(Settlement settlement, Endpoint endpoint) {
    first.attempted(settlement, endpoint);
    second.attempted(settlement, endpoint);
  }

  @Override
  public void stateChanged(Endpoint endpoint, EndpointState state) {
    first.stateChanged(endpoint, state);
    second.stateChanged(endpoint, state);
  }

  @Override
  public void healthChanged(Endpoint endpoint, EndpointHealth health) {
    first.healthChanged(endpoint, health);
    second.healthChanged(endpoint, health);
  }

  @Override
  public void stuck(EndpointId endpoint, Instant dueAt) {
    first.stuck(endpoint, dueAt);
    second.stuck(endpoint, dueAt);
  }

  @Override
  public void roundEnded(int nodes, int lanes) {
    first.roundEnded(nodes, lanes);
    second.roundEnded(nodes, lanes);
  }

  @Override
  public void expelled() {
    first.expelled();
    second.expelled();
  }

  @Override
  public void stumbled(String where, Throwable cause) {
    first.stumbled(where, cause);
    second.stumbled(where, cause);
  }
}
