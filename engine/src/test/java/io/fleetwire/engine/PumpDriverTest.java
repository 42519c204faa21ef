package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PumpDriverTest {
  private final CompletableFuture<Thread> stepping = new CompletableFuture<>();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoIsWokenByAttemptsHasAVirtualThreadAndAllHaveTheirName(boolean isWokenByAttempts)
      throws Exception {
    PumpDriver driver =
        new PumpDriver(new Noting(isWokenByAttempts), InstantSource.system(), new Silent());
    try (driver) {
      driver.start();
      Thread thread = stepping.get(30, TimeUnit.SECONDS);
      assertThat(thread.isVirtual()).isEqualTo(isWokenByAttempts);
      assertThat(thread.getName()).isEqualTo("pump-noting");
    }
  }

  @Test
  void aStepThatWantsTheNextOneSinceAllTimeGetsItAtOnce() throws Exception {
    CountDownLatch steps = new CountDownLatch(2);
    Pump hasty = new Hasty(steps);
    try (PumpDriver driver = new PumpDriver(hasty, InstantSource.system(), new Silent())) {
      driver.start();
      assertThat(steps.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  /// Has never done what it has to do from time to time.
  private record Hasty(CountDownLatch steps) implements Pump {
    private static final Signal NEVER = new Signal();

    @Override
    public String name() {
      return "hasty";
    }

    @Override
    public Instant step() {
      steps.countDown();
      return Instant.MIN;
    }

    @Override
    public Signal signal() {
      return NEVER;
    }
  }

  /// Notes who steps it.
  private final class Noting implements Pump {
    private final Signal signal = new Signal();
    private final boolean isWokenByAttempts;

    Noting(boolean isWokenByAttempts) {
      this.isWokenByAttempts = isWokenByAttempts;
    }

    @Override
    public String name() {
      return "noting";
    }

    @Override
    public Instant step() {
      stepping.complete(Thread.currentThread());
      return Instant.MAX;
    }

    @Override
    public Signal signal() {
      return signal;
    }

    @Override
    public boolean isWokenByAttempts() {
      return isWokenByAttempts;
    }
  }

  private static final class Silent implements EngineObserver {
    @Override
    public void accepted(Event event, int deliveries) {}

    @Override
    public void attempted(Settlement settlement, Endpoint endpoint) {}

    @Override
    public void stumbled(String where, Throwable cause) {}
  }
}
