package io.fleetwire.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/// A clock that jumps from one planned thing to the next.
final class VirtualTime implements InstantSource {
  private final PriorityQueue<Planned> agenda =
      new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparingLong(Planned::order));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long lastOrder;

  private record Planned(Instant at, long order, Runnable what) {}

  @Override
  public Instant instant() {
    return now;
  }

  void after(Duration delay, Runnable what) {
    agenda.add(new Planned(now.plus(delay), ++lastOrder, what));
  }

  /// Jumps to the next thing and does it; false when nothing is planned.
  boolean step() {
    Planned next = agenda.poll();
    if (next == null) {
      return false;
    }
    now = next.at();
    next.what().run();
    return true;
  }
}
