package io.fleetwire.simulation;

import io.fleetwire.testkit.MemoryEngineStore;
import java.util.random.RandomGenerator;

/// What the nodes of a world have in common.
record Ground(
    MemoryEngineStore disk,
    RandomGenerator dice,
    Fates fates,
    VirtualTime time,
    Ledger ledger,
    Etiquette etiquette,
    SimulatedReceivers receivers) {

  boolean happens(double chance) {
    return dice.nextDouble() < chance;
  }
}
