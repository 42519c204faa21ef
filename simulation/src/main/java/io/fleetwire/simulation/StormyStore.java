package io.fleetwire.simulation;

import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.EngineTx;
import io.fleetwire.engine.StoreUnavailableException;
import io.fleetwire.testkit.StoreInFront;
import java.io.IOException;
import java.util.function.Function;

/// A store that sometimes refuses a commit, and sometimes cannot tell whether it committed. After
/// the second the process must die: nobody knows any more what memory may believe.
final class StormyStore implements StoreInFront {
  private final EngineStore disk;
  private final Ground ground;
  private final Fates fates;
  private boolean deadly;

  StormyStore(EngineStore disk, Ground ground) {
    this.disk = disk;
    this.ground = ground;
    this.fates = ground.fates();
  }

  @Override
  public EngineStore behind() {
    return disk;
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
    return !ground.time().isCalm() && ground.happens(chance);
  }

  private static StoreUnavailableException unavailable(String what) {
    return new StoreUnavailableException(what, new IOException(what));
  }
}
