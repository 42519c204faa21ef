package io.fleetwire.testkit;

import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.Settlement;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;

final class MemoryEngineStoreTest {

  @Nested
  final class Commits extends EngineCommitContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new Harness(new MemoryEngineStore());
    }
  }

  @Nested
  final class Endpoints extends EngineEndpointContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new Harness(new MemoryEngineStore());
    }
  }

  @Nested
  final class Claims extends EngineClaimContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new Harness(new MemoryEngineStore());
    }
  }

  @Nested
  final class Queue extends EngineQueueContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new Harness(new MemoryEngineStore());
    }
  }

  @Nested
  final class Order extends EngineOrderContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new Harness(new MemoryEngineStore());
    }
  }

  @Nested
  final class Latest extends EngineLatestContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new Harness(new MemoryEngineStore());
    }
  }

  @Nested
  final class Log extends EngineLogContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new Harness(new MemoryEngineStore());
    }
  }

  @Nested
  final class Search extends EngineSearchContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new Harness(new MemoryEngineStore());
    }
  }

  @Nested
  final class Keeping extends EngineKeepingContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new Harness(new MemoryEngineStore());
    }
  }

  private record Harness(MemoryEngineStore memory) implements EngineStoreHarness {
    @Override
    public EngineStore store() {
      return memory;
    }

    @Override
    public void reopen() {
      // What is committed stays: nothing else is ever in it.
    }

    @Override
    public List<Integer> attempts(DeliveryId delivery) {
      return memory.attempts(delivery).stream().map(Settlement::number).toList();
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
