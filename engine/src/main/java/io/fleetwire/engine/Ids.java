package io.fleetwire.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Makes 63-bit ids that grow with time, so that tables append at their right edge.
///
/// Layout from the top: 41 bits of milliseconds since 2025-01-01 (until 2094), 12 bits of counter,
/// 10 bits of node. More than 4,096 ids in one millisecond borrow from the next one, and a clock
/// that steps back is ignored until it has caught up: ids of one node never repeat and never go
/// back. Thread-safe.
public final class Ids {
  /// Node numbers fill the low ten bits of an id.
  public static final int NODES_MAX = 1 << 10;

  private static final long EPOCH_MILLIS = Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();
  private static final int MILLIS_SHIFT = 22;
  private static final Instant FIRST = Instant.ofEpochMilli(EPOCH_MILLIS);
  private static final Instant LAST = FIRST.plusMillis(Long.MAX_VALUE >>> MILLIS_SHIFT);

  private final InstantSource clock;
  private final int node;
  private final AtomicLong last;

  /// `highest` is the greatest id that this node has already used, or 0: a clock that was set back
  /// while the server was down must not lead to ids being used again.
  public Ids(InstantSource clock, int node, long highest) {
    Must.hold(node >= 0 && node < NODES_MAX, "a node number has ten bits");
    this.clock = clock;
    this.node = node;
    long highestOfNode = (highest / NODES_MAX) * NODES_MAX + node;
    this.last = new AtomicLong(highest == 0 ? node : highestOfNode + NODES_MAX);
  }

  /// The least id that can be made at `at`: what is below it is older.
  public static long floorOf(Instant at) {
    if (at.isBefore(FIRST)) {
      return 0;
    }
    return at.isAfter(LAST) ? Long.MAX_VALUE : (at.toEpochMilli() - EPOCH_MILLIS) << MILLIS_SHIFT;
  }

  /// When an id was made, to the millisecond; a few milliseconds later when many were made at once.
  public static Instant timeOf(long id) {
    return Instant.ofEpochMilli((id >>> MILLIS_SHIFT) + EPOCH_MILLIS);
  }

  /// The next id.
  public long next() {
    return next(0);
  }

  /// The next id, greater than `floor`, which may be another node's: so ids of all nodes grow in
  /// the order of their transactions, whatever their clocks say.
  public long next(long floor) {
    long byClock = ((clock.millis() - EPOCH_MILLIS) << MILLIS_SHIFT) | node;
    long aboveFloor = (floor / NODES_MAX + 1) * NODES_MAX + node;
    long least = floor == 0 ? byClock : Math.max(byClock, aboveFloor);
    return last.updateAndGet(previous -> Math.max(previous + NODES_MAX, least));
  }
}
