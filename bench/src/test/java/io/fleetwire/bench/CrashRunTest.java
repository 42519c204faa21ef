package io.fleetwire.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The promise that nothing acknowledged is lost, in its short form: twenty crashes of the real
/// process under a real load. `tools/bench crash` does the same a hundred times.
final class CrashRunTest {
  /// Requests in flight when a process dies may be made again; and so may those whose result was
  /// not durable yet, which are no more than were settled in the last commits.
  private static final long DUPLICATES_MAX = 2_048;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void nothingThatWasAcknowledgedIsLostInTwentyCrashes(@TempDir Path folder) throws Exception {
    Ledger ledger = new Ledger(System.nanoTime());
    CrashRun.Plan plan = new CrashRun.Plan(20, 500, 7);
    try (Workshop shop = Workshop.brief(folder);
        Receiver receiver = Receiver.start(ledger, 8)) {
      List<CrashRun.Crash> told = new ArrayList<>();
      List<CrashRun.Crash> crashes = new CrashRun(shop, ledger, receiver, plan).run(told::add);
      assertThat(told).isEqualTo(crashes);
      assertThat(crashes).hasSize(20);
      assertThat(ledger.accepted()).isPositive();
      assertThat(ledger.lost()).isZero();
      assertThat(ledger.strangers()).isZero();
      assertThat(crashes)
          .allSatisfy(crash -> assertThat(crash.duplicated()).isLessThanOrEqualTo(DUPLICATES_MAX));
    }
  }
}
