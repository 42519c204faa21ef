package io.fleetwire.testkit;

import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

final class MemoryNodesTest extends EngineNodesContract {
  @Override
  protected NodesHarness open(Path folder) {
    SettableClock clock = new SettableClock(Instant.parse("2026-03-04T12:00:00Z"));
    MemoryEngineStore store = new MemoryEngineStore(clock, Runnable::run);
    return new NodesHarness() {
      @Override
      public EngineStore join() {
        return store.join("node", Duration.ofSeconds(10));
      }

      @Override
      public List<Node> nodes() {
        return store.nodes();
      }

      @Override
      public void pass(Duration time) {
        clock.advance(time);
      }

      @Override
      public void close() {}
    };
  }
}
