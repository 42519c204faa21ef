package io.fleetwire.simulation;

import io.fleetwire.engine.DeliveryLog;
import io.fleetwire.engine.Endpoints;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.EngineTx;
import io.fleetwire.engine.StoreUnavailableException;
import java.io.IOException;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// A store that sometimes refuses a commit, and sometimes cannot tell whether it committed. After
/// the second the process must die: nobody knows any more what memory may believe.
final class StormyStore implements EngineStore {
  private final EngineStore disk;
  private final RandomGenerator dice;
  private final Fates fates;
  private boolean healed;
  private boolean deadly;

  StormyStore(EngineStore disk, RandomGenerator dice, Fates fates) {
    this.disk = disk;
    this.dice = dice;
    this.fates = fates;
  }

  void heal() {
    healed = true;
  }

  /// Whether the process must die now; asking answers for once.
  boolean takeDeadly() {
    boolean was = deadly;
    deadly = false;
    return was;
  }

  @Override
  public <T> T write(Function<EngineTx, T> work) {
    if (happens(fates.commitRefused())) {
      throw unavailable("the commit was refused");
    }
    T result = disk.write(work);
    if (happens(fates.commitUnanswered())) {
      deadly = true;
      throw unavailable("the commit was not answered");
    }
    return result;
  }

  private boolean happens(double chance) {
    return !healed && dice.nextDouble() < chance;
  }

  private static StoreUnavailableException unavailable(String what) {
    return new StoreUnavailableException(what, new IOException(what));
  }

  @Override
  public Endpoints endpoints() {
    return disk.endpoints();
  }

  @Override
  public DeliveryLog log() {
    return disk.log();
  }

  @Override
  public long highestId() {
    return disk.highestId();
  }
}
