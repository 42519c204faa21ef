package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The requests that may be in flight at once, over all endpoints. Guarded by the {@link
/// Scheduler}.
///
/// There are as many slots as the limit says, and half of them is kept for first attempts to
/// endpoints that answer; all others are *doubtful*. Beside them stands the *penalty box*, with as
/// many places again: what is in flight to endpoints in penalty ({@link EndpointPace#isInPenalty})
/// has its places there and takes no slot. No more than half of the box is for what starts; the
/// rest is for what was on its way when its endpoint began to hang.
///
/// Where slots are short, whoever has kept silent for a moment goes into penalty; and where the box
/// is full, its oldest attempts are ended early. So however many endpoints begin to hang at once,
/// those that answer find a slot soon.
final class AttemptSlots {
  /// How often it looks for the silent while slots are short.
  private static final Duration LOOK = Duration.ofMillis(50);

  /// A look that comes later than this proves nothing: it was our own process that stood still, and
  /// the answers are there, unread.
  private static final Duration LOOK_LATE = Duration.ofMillis(500);

  /// What a request in the box has at least before it is ended for want of places.
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private final int max;
  private int taken;
  private int doubtful;
  private int boxed;
  private Instant nextLook = Instant.MIN;
  private Instant wasFullAt = Instant.MIN;

  AttemptSlots(int max) {
    this.max = max;
  }

  boolean isAnyFree() {
    return taken < max;
  }

  boolean isDoubtfulFree() {
    return doubtful < half();
  }

  boolean isPlaceInBoxFree() {
    return boxed < half();
  }

  private int half() {
    return (max + 1) / 2;
  }

  /// How many requests are in flight.
  int inFlight() {
    return taken + boxed;
  }

  /// How many of them are in the penalty box.
  int boxed() {
    return boxed;
  }

  void take(EndpointQueue queue, Started started) {
    place(queue);
    count(queue.isBoxed, 1, started.doubtful() ? 1 : 0);
  }

  void giveBack(EndpointQueue queue, Started started) {
    count(queue.isBoxed, -1, started.doubtful() ? -1 : 0);
  }

  private void count(boolean inBox, int requests, int doubtfulOnes) {
    if (inBox) {
      boxed += requests;
    } else {
      taken += requests;
      doubtful += doubtfulOnes;
    }
  }

  /// Moves what is in flight to an endpoint to where it belongs by its pace, if there are places.
  /// Returns whether it is there.
  boolean place(EndpointQueue queue) {
    boolean belongsInBox = queue.pace.isInPenalty();
    if (queue.isBoxed == belongsInBox) {
      return true;
    }
    List<Started> underWay = queue.pace.underWay();
    int requests = underWay.size();
    if (belongsInBox && boxed + requests > max) {
      return false;
    }
    int doubtfulOnes = (int) underWay.stream().filter(Started::doubtful).count();
    count(queue.isBoxed, -requests, -doubtfulOnes);
    queue.isBoxed = belongsInBox;
    count(queue.isBoxed, requests, doubtfulOnes);
    return true;
  }

  boolean isTimeToMakeRoom(Instant now) {
    return !now.isBefore(nextLook);
  }

  /// Makes room for those who wait for a slot.
  void makeRoom(List<EndpointQueue> queues, Instant now) {
    nextLook = now.plus(LOOK);
    boolean isBoxFull = false;
    for (EndpointQueue queue : queues) {
      queue.pace.suspect(now);
      isBoxFull |= !place(queue);
    }
    if (isBoxFull && !wasFullAt.isBefore(now.minus(LOOK_LATE))) {
      endOldest(queues, now.minus(PATIENCE));
    }
    wasFullAt = isBoxFull ? now : Instant.MIN;
  }

  private static void endOldest(List<EndpointQueue> queues, Instant startedUntil) {
    queues.stream()
        .filter(queue -> queue.isBoxed)
        .flatMap(queue -> queue.pace.underWay().stream())
        .filter(started -> !started.at().isAfter(startedUntil))
        .forEach(started -> started.cancellation().cancel());
  }

  /// When it will be time to make room again.
  Instant nextLook() {
    return nextLook;
  }
}
