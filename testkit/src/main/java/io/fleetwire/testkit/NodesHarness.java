package io.fleetwire.testkit;

import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.Node;
import java.time.Duration;
import java.util.List;

/// What a driver for many nodes shows to {@link EngineNodesContract}: one store, empty at first.
public interface NodesHarness extends AutoCloseable {

  /// The store as one more node sees it.
  EngineStore join();

  /// The nodes, as they are shown to people.
  List<Node> nodes();

  /// Lets all leases be shorter by `time`, as if it had passed.
  void pass(Duration time);

  @Override
  void close();
}
