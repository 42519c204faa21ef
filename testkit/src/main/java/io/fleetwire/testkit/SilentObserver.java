package io.fleetwire.testkit;

import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EngineObserver;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.Settlement;

/// Fails the test when the engine stumbles, and minds nothing else.
public final class SilentObserver implements EngineObserver {
  @Override
  public void accepted(Event event, int deliveries) {}

  @Override
  public void attempted(Settlement settlement, Endpoint endpoint) {}

  @Override
  public void stumbled(String where, Throwable cause) {
    throw new AssertionError(where, cause);
  }
}
