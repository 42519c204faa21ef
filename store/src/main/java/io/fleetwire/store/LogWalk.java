package io.fleetwire.store;

import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryPage;
import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.LogCursor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// One page of the log, newest first: the logs of several endpoints, merged by the ids of their
/// deliveries, which grow with time. Confined to one snapshot.
///
/// The logs are passed through a {@link LogSieve} piece by piece. What became of a delivery costs
/// many times that, and is read only of those that come through.
final class LogWalk {
  /// What one page may cost, in rows of the log that are passed over: four milliseconds of a
  /// reader's time where they are in memory, and far more where a disk has to fetch them. What a
  /// page looks at in vain still moves its cursor.
  static final int COST_MAX = 4_000;

  /// To read what became of a delivery.
  private static final int WHOLE_COST = 10;

  /// Rows of one endpoint that are passed over at a time: few at first, because most endpoints of
  /// many have nothing on the page.
  private static final int CHUNK_MAX = 256;

  private static final int CHUNK_FIRST = 16;

  private final ReadTx tx;
  private final DeliveryQuery query;
  private final LogSieve sieve;
  private final long oldest;
  private final PriorityQueue<Stream> streams =
      new PriorityQueue<>(Comparator.comparingLong(Stream::nextId).reversed());
  private int cost;

  LogWalk(ReadTx tx, DeliveryQuery query) {
    this.tx = tx;
    this.query = query;
    this.sieve = LogSieve.of(query);
    this.oldest = Math.max(1, Ids.floorOf(query.from()));
  }

  DeliveryPage page(Collection<EndpointId> endpoints, LogCursor cursor, int limit) {
    long below = Math.min(cursor.below(), Ids.floorOf(query.until()));
    for (EndpointId endpoint : endpoints) {
      put(new Stream(endpoint, below));
    }
    return walk(limit);
  }

  private DeliveryPage walk(int limit) {
    List<DeliveryEntry> found = new ArrayList<>();
    LogCursor next = LogCursor.END;
    while (!streams.isEmpty()) {
      if (cost >= COST_MAX || found.size() == limit) {
        // The rest is older than, and so below, what was looked at last.
        next = new LogCursor(streams.element().nextId() + 1);
        break;
      }
      Stream stream = streams.remove();
      stream.step().filter(query::matches).ifPresent(found::add);
      put(stream);
    }
    return new DeliveryPage(found, next);
  }

  private void put(Stream stream) {
    if (stream.nextId() >= oldest) {
      streams.add(stream);
    }
  }

  /// The log of one endpoint, of which everything from `sequence` on has been passed over.
  private final class Stream {
    private final EndpointId endpoint;
    private final Deque<LogSieve.Place> passed = new ArrayDeque<>();
    private int chunkSize = CHUNK_FIRST;
    private long sequence;
    private long newestUnseen;

    Stream(EndpointId endpoint, long below) {
      this.endpoint = endpoint;
      this.sequence =
          below == Long.MAX_VALUE
              ? DeliveryTable.last(tx, endpoint) + 1
              : LogTables.sequenceOf(tx, endpoint, below);
      this.newestUnseen = LogTables.idBelow(tx, endpoint, sequence);
    }

    /// The id of the next delivery that may be asked for, or 0 when there is none.
    long nextId() {
      return passed.isEmpty() ? newestUnseen : passed.getFirst().id();
    }

    /// Reads the next delivery that has come through, or looks for more of them.
    Optional<DeliveryEntry> step() {
      if (passed.isEmpty()) {
        fill();
        return Optional.empty();
      }
      cost += WHOLE_COST;
      return LogTables.at(tx, endpoint, passed.removeFirst().sequence());
    }

    private void fill() {
      long from = sequence - chunkSize;
      passed.addAll(sieve.pass(tx, endpoint, from, sequence));
      cost += chunkSize;
      sequence = from;
      newestUnseen = LogTables.idBelow(tx, endpoint, from);
      chunkSize = Math.min(CHUNK_MAX, 2 * chunkSize);
    }
  }
}
