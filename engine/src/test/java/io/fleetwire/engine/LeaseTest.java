package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LeaseTest {
  private static final Duration TEN = Duration.ofSeconds(10);

  // Any origin, also one from which the count soon overflows.
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final Lease lease = new Lease(nanos::get);

  @Test
  void nothingIsHeldBeforeTheFirstAnswer() {
    assertThat(lease.isHeld()).isFalse();
  }

  @Test
  void itEndsHereBeforeItEndsInTheStore() {
    long askedAt = lease.nanos();
    pass(Duration.ofSeconds(3));
    lease.renewed(askedAt, TEN);

    pass(Duration.ofMillis(5_999));
    assertThat(lease.isHeld()).isTrue();
    pass(Duration.ofMillis(1));
    assertThat(lease.isHeld()).isFalse();
  }

  @Test
  void itCanBeLost() {
    lease.renewed(lease.nanos(), TEN);
    lease.lose();

    assertThat(lease.isHeld()).isFalse();
  }

  @Test
  void thatOfTheOnlyNodeHasNoEnd() {
    lease.makeEndless();
    pass(Duration.ofDays(1_000));

    assertThat(lease.isHeld()).isTrue();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
