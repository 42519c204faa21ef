package io.fleetwire.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Two hundred worlds. A failure names its seed; `tools/simulate SEED` replays it.
final class SimulationTest {
  private static final int SEEDS = 200;

  @Test
  void everyPromiseHoldsInEveryWorld() {
    List<String> broken = new ArrayList<>();
    int promises = 0;
    int handovers = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      Simulation simulation = new Simulation(seed);
      String prefix = "seed " + seed + ": ";
      simulation.run().stream().map(prefix::concat).forEach(broken::add);
      promises += simulation.promises();
      handovers += simulation.handovers();
    }
    assertThat(broken).isEmpty();
    assertThat(promises).isGreaterThan(10_000);
    assertThat(handovers).isGreaterThan(200);
  }

  @Test
  void aSeedMakesTheSameWorldTwice() {
    Simulation one = new Simulation(42);
    Simulation other = new Simulation(42);
    assertThat(one.run()).isEqualTo(other.run());
    assertThat(one.promises()).isEqualTo(other.promises());
  }
}
