package io.fleetwire.testkit;

import io.fleetwire.engine.EngineStore;
import java.time.Duration;

/// What a driver for many nodes shows to {@link EngineNodesContract}: one store, empty at first.
public interface NodesHarness extends AutoCloseable {

  /// The store as one more node sees it.
  EngineStore join();

  /// Lets all leases be shorter by `time`, as if it had passed.
  void pass(Duration time);

  @Override
  void close();
}
