package io.fleetwire.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// What the scheduler holds for one endpoint. First attempts and retries stand in lines of their
/// own, so that a backlog of retries does not keep news waiting. Confined to the scheduler's lock.
final class EndpointQueue {
  /// While there are first attempts, every fourth turn belongs to a retry: a quarter of the
  /// requests is what retries may cost a receiver that also gets news.
  private static final int TURNS_PER_RETRY = 4;

  final EndpointId id;
  final EndpointPace pace;
  int held;
  boolean isListed;

  /// What is in flight has its places in the penalty box.
  boolean isBoxed;

  /// It stands among those that may hold more than they should.
  boolean isSurplus;

  /// Something is due on disk that could not be claimed when its time came.
  boolean isDueOnDisk;

  private final ArrayDeque<Ready> firsts = new ArrayDeque<>();
  private final ArrayDeque<Ready> retries = new ArrayDeque<>();
  private int turns;

  EndpointQueue(EndpointId id, EndpointPace pace) {
    this.id = id;
    this.pace = pace;
  }

  void add(Ready ready) {
    (isRetry(ready) ? retries : firsts).addLast(ready);
    held++;
  }

  /// How many may still be started.
  int size() {
    return firsts.size() + retries.size();
  }

  boolean isEmpty() {
    return firsts.isEmpty() && retries.isEmpty();
  }

  boolean hasFirsts() {
    return !firsts.isEmpty();
  }

  /// Takes a first attempt, which there must be.
  Ready takeFirst() {
    return firsts.removeFirst();
  }

  /// Takes whoever's turn it is.
  Ready take() {
    boolean retry = firsts.isEmpty() || (!retries.isEmpty() && ++turns % TURNS_PER_RETRY == 0);
    return retry ? retries.removeFirst() : firsts.removeFirst();
  }

  /// Takes back the newest, up to `most` at a time, until no more than `kept` are left.
  List<Ready> takeBeyond(int kept, int most) {
    List<Ready> taken = new ArrayList<>();
    while (size() > kept && taken.size() < most) {
      taken.add(firsts.isEmpty() ? retries.removeLast() : firsts.removeLast());
    }
    return taken;
  }

  static boolean isRetry(Ready ready) {
    return ready.delivery().attemptsMade() > 0;
  }
}
