package io.fleetwire.store;

import io.fleetwire.testkit.EngineClaimContract;
import io.fleetwire.testkit.EngineCommitContract;
import io.fleetwire.testkit.EngineEndpointContract;
import io.fleetwire.testkit.EngineKeepingContract;
import io.fleetwire.testkit.EngineLatestContract;
import io.fleetwire.testkit.EngineLogContract;
import io.fleetwire.testkit.EngineOrderContract;
import io.fleetwire.testkit.EngineQueueContract;
import io.fleetwire.testkit.EngineSearchContract;
import io.fleetwire.testkit.EngineStoreHarness;
import io.fleetwire.testkit.TrialDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

@ParameterizedClass
@ArgumentsSource(TrialDatabase.Each.class)
final class SqlEngineStoreTest {
  private final TrialDatabase kind;

  SqlEngineStoreTest(TrialDatabase kind) {
    this.kind = kind;
  }

  @Nested
  final class Commits extends EngineCommitContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new SqlHarness(kind, folder);
    }
  }

  @Nested
  final class Endpoints extends EngineEndpointContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new SqlHarness(kind, folder);
    }
  }

  @Nested
  final class Claims extends EngineClaimContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new SqlHarness(kind, folder);
    }
  }

  @Nested
  final class Queue extends EngineQueueContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new SqlHarness(kind, folder);
    }
  }

  @Nested
  final class Order extends EngineOrderContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new SqlHarness(kind, folder);
    }
  }

  @Nested
  final class Latest extends EngineLatestContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new SqlHarness(kind, folder);
    }
  }

  @Nested
  final class Log extends EngineLogContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new SqlHarness(kind, folder);
    }
  }

  @Nested
  final class Search extends EngineSearchContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new SqlHarness(kind, folder);
    }
  }

  @Nested
  final class Keeping extends EngineKeepingContract {
    @Override
    protected EngineStoreHarness open(Path folder) {
      return new SqlHarness(kind, folder);
    }
  }
}
