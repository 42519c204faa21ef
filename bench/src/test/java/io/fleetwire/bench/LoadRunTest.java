package io.fleetwire.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.bench.LoadPlan.Load;
import io.fleetwire.bench.LoadPlan.Timing;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The harness measures itself: generator, receiver and ledger with real sockets and nothing
/// between them. No figure is asserted, only that every event is accounted for.
final class LoadRunTest {
  private static final Generator.Limits LIMITS = new Generator.Limits(8, 100);
  private static final Timing TIMING = new Timing(Duration.ofMillis(50), Duration.ofMillis(50), 2);

  private final Ledger ledger = new Ledger(System.nanoTime());

  @Test
  void everyEventOfAFloodIsAccountedFor() throws Exception {
    List<LoadRun.Part> parts = run(new Load(0, true, LIMITS));
    assertThat(parts).hasSize(2);
    assertThat(parts).allSatisfy(part -> assertThat(part.windows()).hasSize(2));
    assertThat(parts.getLast().pace()).isInstanceOf(Pace.Steady.class);
    assertAllIsAccountedFor();
  }

  @Test
  void everyEventOfASteadyLoadIsAccountedFor() throws Exception {
    assertThat(run(new Load(1_000, false, LIMITS))).hasSize(1);
    assertAllIsAccountedFor();
  }

  @Test
  void aServerThatIsGoneIsAFailureAndNoLoss() throws Exception {
    int port;
    try (Receiver gone = Receiver.start(ledger, 1)) {
      port = gone.ports().getFirst();
    }
    Workload workload = PostWorkload.to(port, 1, new SplittableRandom(1));
    Generator generator = Generator.start(workload, ledger, new Pace.Flood(), LIMITS);
    generator.close();
    assertThat(generator.isBroken()).isTrue();
    assertThat(generator.failures()).isNotEmpty();
    assertThat(ledger.lost()).isZero();
  }

  private List<LoadRun.Part> run(Load load) throws InterruptedException {
    LoadPlan plan =
        new LoadPlan(
            LoadPlan.Path.HARNESS,
            Signing.HMAC,
            load,
            TIMING,
            1,
            false,
            EngineUnderTest.Data.FRESH);
    try (Receiver receiver = Receiver.start(ledger, 1)) {
      UnderTest alone = new HarnessAlone(receiver.ports().getFirst(), new SplittableRandom(1));
      List<LoadRun.Part> parts = new LoadRun(new Meter(alone, ledger, receiver), plan).run();
      assertThat(receiver.kept()).isNotEmpty().allMatch(alone::isGenuine);
      return parts;
    }
  }

  private void assertAllIsAccountedFor() {
    assertThat(ledger.opened()).isPositive();
    assertThat(ledger.accepted()).isEqualTo(ledger.opened());
    assertThat(ledger.received()).isEqualTo(ledger.opened());
    assertThat(ledger.lost()).isZero();
    assertThat(ledger.duplicated()).isZero();
    assertThat(ledger.strangers()).isZero();
  }
}
