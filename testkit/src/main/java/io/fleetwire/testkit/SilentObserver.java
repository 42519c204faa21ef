package io.fleetwire.testkit;

import io.fleetwire.engine.EngineObserver;

/// Fails the test when the engine stumbles, and minds nothing else.
public final class SilentObserver implements EngineObserver {
  @Override
  public void stumbled(String where, Throwable cause) {
    throw new AssertionError(where, cause);
  }
}
