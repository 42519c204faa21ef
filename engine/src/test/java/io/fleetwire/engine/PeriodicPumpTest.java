package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What is done every so often, and at once again where there is more of it.
final class PeriodicPumpTest {
  private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final Deque<Boolean> more = new ArrayDeque<>(List.of(true, false, false));
  private final Pump pump = new PeriodicPump("sweep", MINUTE, now::get, _ -> more.remove());

  @Test
  void itGoesOnAtOnceWhileThereIsMoreAndThenRests() {
    assertThat(pump.step()).as("there is more").isEqualTo(START);
    assertThat(pump.step()).isEqualTo(START.plus(MINUTE));
    assertThat(more).hasSize(1);
    now.set(START.plusSeconds(59));
    assertThat(pump.step()).as("before its time").isEqualTo(START.plus(MINUTE));
    assertThat(more).hasSize(1);
    now.set(START.plus(MINUTE));
    assertThat(pump.step()).isEqualTo(START.plus(MINUTE).plus(MINUTE));
    assertThat(more).isEmpty();
  }

  @Test
  void aClockThatWasSetBackDelaysNothing() {
    more.clear();
    more.addAll(List.of(false, false));
    pump.step();
    now.set(START.minus(Duration.ofHours(1)));
    assertThat(pump.step()).isEqualTo(now.get().plus(MINUTE));
    assertThat(more).isEmpty();
  }
}
