package io.fleetwire.engine;

/// The requests that may be in flight at once, over all endpoints. Half of them is kept for first
/// attempts to endpoints that answer; all others are *doubtful*. Guarded by the {@link Scheduler}.
final class AttemptSlots {
  private final int max;
  private int taken;
  private int takenDoubtfully;

  AttemptSlots(int max) {
    this.max = max;
  }

  boolean isAnyFree() {
    return taken < max;
  }

  boolean isDoubtfulFree() {
    return takenDoubtfully < (max + 1) / 2;
  }

  void take(boolean doubtful) {
    taken++;
    takenDoubtfully += doubtful ? 1 : 0;
  }

  void giveBack(boolean doubtful) {
    taken--;
    takenDoubtfully -= doubtful ? 1 : 0;
  }

  int taken() {
    return taken;
  }
}
