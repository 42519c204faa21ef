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
import java.util.PriorityQueue;

/// One page of the log, newest first: the logs of several endpoints, merged by the ids of their
/// deliveries, which grow with time. Confined to one snapshot.
final class LogWalk {
  /// Rows that one page looks at: some ten milliseconds of a reader's time. What a page looks at in
  /// vain still moves its cursor.
  static final int LOOKED_MAX = 2_000;

  /// Rows that are read from one endpoint at a time.
  private static final int CHUNK_MAX = 200;

  private static final int CHUNK_MIN = 4;

  private final ReadTx tx;
  private final DeliveryQuery query;
  private final long oldest;
  private final PriorityQueue<Stream> streams =
      new PriorityQueue<>(Comparator.comparingLong(Stream::nextId).reversed());

  LogWalk(ReadTx tx, DeliveryQuery query) {
    this.tx = tx;
    this.query = query;
    this.oldest = Ids.floorOf(query.from());
  }

  DeliveryPage page(Collection<EndpointId> endpoints, LogCursor cursor, int limit) {
    long below = Math.min(cursor.below(), Ids.floorOf(query.until()));
    int share = LOOKED_MAX / Math.max(1, endpoints.size());
    int chunk = Math.max(CHUNK_MIN, Math.min(CHUNK_MAX, share));
    for (EndpointId endpoint : endpoints) {
      put(new Stream(endpoint, below, chunk));
    }
    return walk(limit);
  }

  private DeliveryPage walk(int limit) {
    List<DeliveryEntry> found = new ArrayList<>();
    LogCursor next = LogCursor.END;
    for (int looked = 0; !streams.isEmpty(); looked++) {
      if (looked == LOOKED_MAX || found.size() == limit) {
        // The rest is older than, and so below, what was looked at last.
        next = new LogCursor(streams.element().nextId() + 1);
        break;
      }
      Stream stream = streams.remove();
      DeliveryEntry entry = stream.take();
      if (query.matches(entry)) {
        found.add(entry);
      }
      put(stream);
    }
    return new DeliveryPage(found, next);
  }

  private void put(Stream stream) {
    if (stream.nextId() >= Math.max(1, oldest)) {
      streams.add(stream);
    }
  }

  /// The log of one endpoint, read in chunks.
  private final class Stream {
    private final EndpointId endpoint;
    private final int chunkSize;
    private final Deque<DeliveryEntry> chunk = new ArrayDeque<>();
    private long sequence;

    Stream(EndpointId endpoint, long below, int chunkSize) {
      this.endpoint = endpoint;
      this.chunkSize = chunkSize;
      this.sequence =
          below == Long.MAX_VALUE ? Long.MAX_VALUE : LogTables.sequenceOf(tx, endpoint, below);
      fill();
    }

    /// The id of the next delivery, or 0 when there is none.
    long nextId() {
      return chunk.isEmpty() ? 0 : chunk.getFirst().id().value();
    }

    DeliveryEntry take() {
      DeliveryEntry taken = chunk.removeFirst();
      if (chunk.isEmpty()) {
        fill();
      }
      return taken;
    }

    private void fill() {
      chunk.addAll(LogTables.below(tx, endpoint, sequence, chunkSize));
      if (!chunk.isEmpty()) {
        sequence = chunk.getLast().sequence();
      }
    }
  }
}
