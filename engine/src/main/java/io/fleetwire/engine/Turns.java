package io.fleetwire.engine;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Which endpoints have something to start, and whose turn it is: a ring, so that each has its turn
/// however much the others have waiting. Who finds no slot of its kind stands aside until there is
/// one. Confined to the scheduler's lock.
final class Turns {
  private final AttemptSlots slots;
  private final ArrayDeque<EndpointQueue> ring = new ArrayDeque<>();
  private final Set<EndpointQueue> asideInDoubt = new LinkedHashSet<>();
  private final Set<EndpointQueue> asideInPenalty = new LinkedHashSet<>();

  Turns(AttemptSlots slots) {
    this.slots = slots;
  }

  /// Gives an endpoint a turn that has none.
  void add(EndpointQueue queue) {
    queue.isListed = true;
    ring.addLast(queue);
  }

  /// Takes out whoever's turn it is, while any slot is free.
  Optional<EndpointQueue> next() {
    if (!slots.isAnyFree()) {
      return Optional.empty();
    }
    if (slots.isDoubtfulFree()) {
      admitOne(asideInDoubt);
    }
    if (slots.isPlaceInBoxFree()) {
      admitOne(asideInPenalty);
    }
    Optional<EndpointQueue> next = Optional.ofNullable(ring.pollFirst());
    next.ifPresent(queue -> queue.isListed = false);
    return next;
  }

  private void admitOne(Set<EndpointQueue> aside) {
    Iterator<EndpointQueue> first = aside.iterator();
    if (first.hasNext()) {
      ring.addLast(first.next());
      first.remove();
    }
  }

  /// Takes what the endpoint may start by the slots that are free. Nothing: then it stands aside.
  /// Where doubtful attempts have their half already, only a first attempt to a proven endpoint may
  /// start.
  Optional<Ready> take(EndpointQueue queue) {
    boolean inPenalty = queue.pace.isInPenalty();
    if (inPenalty ? slots.isPlaceInBoxFree() : slots.isDoubtfulFree()) {
      return Optional.of(queue.take());
    }
    if (queue.pace.isTrusted() && queue.hasFirsts()) {
      return Optional.of(queue.takeFirst());
    }
    queue.isListed = true;
    (inPenalty ? asideInPenalty : asideInDoubt).add(queue);
    return Optional.empty();
  }

  /// Calls an endpoint back that stands aside in doubt, if it does, because it is trusted now. In
  /// penalty nothing stands aside that has a request in flight, and could answer.
  void callBack(EndpointQueue queue) {
    if (asideInDoubt.remove(queue)) {
      ring.addLast(queue);
    }
  }

  /// Whether somebody waits for a slot that others have.
  boolean isAnybodyWaiting() {
    return !asideInDoubt.isEmpty() || (!slots.isAnyFree() && !ring.isEmpty());
  }
}
