package io.fleetwire.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.TrialPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// The promise that one of several servers can be taken at any moment, in its short form: one that
/// leaves and one that is killed. `tools/bench nodes` does the same a hundred times, and stops
/// some.
@ParameterizedClass(allowZeroInvocations = true, autoCloseArguments = false)
@MethodSource("servers")
final class NodesRunTest {
  private final TrialPostgres postgres;

  NodesRunTest(TrialPostgres postgres) {
    this.postgres = postgres;
  }

  static List<TrialPostgres> servers() {
    return TrialPostgres.shared().stream().toList();
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void nothingThatWasAcknowledgedIsLostWithAServer(@TempDir Path folder) throws Exception {
    Ledger ledger = new Ledger(System.nanoTime());
    NodesRun.Plan plan = new NodesRun.Plan(postgres.database(), 2, 2, 200, 4);
    try (Workshop shop = Workshop.brief(folder);
        Receiver receiver = Receiver.start(ledger, 8)) {
      List<NodesRun.Taken> told = new ArrayList<>();
      List<NodesRun.Taken> all = new NodesRun(shop, ledger, receiver, plan).run(told::add);
      assertThat(told).isEqualTo(all);
      assertThat(all)
          .extracting(NodesRun.Taken::blow)
          .containsExactly(NodesRun.Blow.LEFT, NodesRun.Blow.KILLED);
      assertThat(all).allSatisfy(taken -> assertThat(taken.drained()).isPresent());
      assertThat(ledger.accepted()).isPositive();
      assertThat(ledger.lost()).isZero();
      assertThat(ledger.strangers()).isZero();
    }
  }
}
