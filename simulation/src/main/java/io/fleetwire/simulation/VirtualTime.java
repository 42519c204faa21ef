package io.fleetwire.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Time that jumps from one planned thing to the next, and a server's clock that may be set back
/// against it.
final class VirtualTime implements InstantSource {
  private final PriorityQueue<Planned> agenda =
      new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparingLong(Planned::order));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Instant latestRead = now;
  private Duration behind = Duration.ZERO;
  private long lastOrder;
  private boolean isCalm;

  private record Planned(Instant at, long order, Runnable what) {}

  /// What the server's clock shows.
  @Override
  public Instant instant() {
    Instant shown = now.minus(behind);
    latestRead = shown.isAfter(latestRead) ? shown : latestRead;
    return shown;
  }

  /// The clock of a server whose time is not quite the others'.
  InstantSource skewed(Duration by) {
    return () -> {
      Instant shown = now.minus(behind).plus(by);
      latestRead = shown.isAfter(latestRead) ? shown : latestRead;
      return shown;
    };
  }

  /// The time that never goes back.
  InstantSource trueTime() {
    return () -> now;
  }

  /// The latest time that the server's clock has ever shown.
  Instant latestRead() {
    return latestRead;
  }

  void setBack(Duration by) {
    behind = behind.plus(by);
  }

  /// From now on stores do what they are asked to.
  void calm() {
    isCalm = true;
  }

  boolean isCalm() {
    return isCalm;
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
