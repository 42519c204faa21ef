package io.fleetwire.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.bench.LoadPlan.Timing;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The harness works: devices enrol at the real process, and each of their connects is answered by
/// it and by the bare relay. No figure is asserted.
final class AppleRunTest {
  private static final Timing TIMING =
      new Timing(Duration.ofMillis(100), Duration.ofMillis(100), 1);

  @Test
  @Timeout(180)
  void everyConnectIsAnswered(@TempDir Path folder) throws Exception {
    try (Workshop shop = Workshop.brief(folder)) {
      AppleRun.Shown shown = new AppleRun(shop, new AppleRun.Plan(3, 2, false, TIMING)).run();
      assertThat(shown.connects().failures()).isEmpty();
      assertThat(shown.bare().failures()).isEmpty();
      assertThat(shown.connects().failed()).isZero();
      assertThat(shown.bare().failed()).isZero();
    }
  }
}
