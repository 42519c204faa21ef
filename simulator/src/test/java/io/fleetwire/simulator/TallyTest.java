package io.fleetwire.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a report is made of.
final class TallyTest {
  private final Tally tally = new Tally();

  @Test
  void requestsAreCountedWithHowFastTheyWereAnswered() {
    for (int i = 1; i <= 99; i++) {
      tally.answered("connect", Duration.ofMillis(10));
    }
    tally.answered("connect", Duration.ofSeconds(2));
    FleetReport.Requests connects = tally.requestFigures().getFirst();
    assertThat(connects.count()).isEqualTo(100);
    // A bucket is an eighth wide, and a time is rounded up to its end.
    assertThat(connects.half()).isBetween(Duration.ofMillis(10), Duration.ofMillis(12));
    assertThat(connects.most()).isBetween(Duration.ofMillis(10), Duration.ofMillis(12));
    assertThat(report().requests("connect")).isEqualTo(100);
    assertThat(report().requests("asset")).isZero();
  }

  @Test
  void commandsAreCountedByTheirAnswers() {
    tally.commanded("DeviceLock", "Acknowledged");
    tally.commanded("DeviceLock", "Acknowledged");
    tally.commanded("DeviceLock", "NotNow");
    assertThat(report().commands("DeviceLock", "Acknowledged")).isEqualTo(2);
    assertThat(report().commands("DeviceLock", "NotNow")).isEqualTo(1);
    assertThat(report().isGood()).isTrue();
  }

  @Test
  void aFaultIsToldOnceWithHowOftenAndAFewWhoSawIt() {
    for (int i = 0; i < 10; i++) {
      tally.fault("device-" + i % 5, "a body where there must be none");
    }
    assertThat(report().faults())
        .containsExactly(
            new FleetReport.Fault(
                "a body where there must be none",
                10,
                List.of("device-0", "device-1", "device-2")));
    assertThat(report().isGood()).isFalse();
  }

  @Test
  void faultsThatDifferEachTimeFillNoMemory() {
    for (int i = 0; i < 1_000; i++) {
      tally.fault("device", "fault " + i);
    }
    assertThat(report().faults()).hasSize(201);
    assertThat(tally.faults()).isEqualTo(1_000);
  }

  private FleetReport report() {
    return new FleetReport(
        1, 1, Map.of(), tally.requestFigures(), tally.commandFigures(), tally.faultFigures());
  }
}
