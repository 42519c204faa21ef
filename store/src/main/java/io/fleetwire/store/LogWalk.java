package io.fleetwire.store;

import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryPage;
import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.LogCursor;
import io.fleetwire.engine.Subject;
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
/// What a delivery is about is read of many at once. What became of it costs several times that: it
/// is read of all only where a query asks for it, else of those alone that are on the page.
final class LogWalk {
  /// What one page may cost, in rows of the log that are looked at: some ten milliseconds of a
  /// reader's time. What a page looks at in vain still moves its cursor.
  static final int COST_MAX = 4_000;

  /// To know of a row what became of it.
  private static final int WHOLE_COST = 4;

  /// Rows that are read from one endpoint at a time: few at first, because most endpoints of many
  /// have nothing on the page.
  private static final int CHUNK_MAX = 200;

  private static final int CHUNK_FIRST = 8;

  private final ReadTx tx;
  private final DeliveryQuery query;
  private final long oldest;
  private final int rowCost;
  private final PriorityQueue<Stream> streams =
      new PriorityQueue<>(Comparator.comparingLong(Stream::nextId).reversed());

  LogWalk(ReadTx tx, DeliveryQuery query) {
    this.tx = tx;
    this.query = query;
    this.oldest = Ids.floorOf(query.from());
    this.rowCost = query.states().isEmpty() ? 1 : WHOLE_COST;
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
    for (int cost = 0; !streams.isEmpty(); cost += rowCost) {
      if (cost >= COST_MAX || found.size() == limit) {
        // The rest is older than, and so below, what was looked at last.
        next = new LogCursor(streams.element().nextId() + 1);
        break;
      }
      Stream stream = streams.remove();
      stream.take().filter(query::matches).ifPresent(found::add);
      put(stream);
    }
    return new DeliveryPage(found, next);
  }

  private void put(Stream stream) {
    if (stream.nextId() >= Math.max(1, oldest)) {
      streams.add(stream);
    }
  }

  /// A row of the log, and what became of it if that has been read.
  private record Candidate(
      long id, long sequence, EventType type, Subject subject, Optional<DeliveryEntry> whole) {

    static Candidate of(DeliveryEntry entry) {
      return new Candidate(
          entry.id().value(),
          entry.sequence(),
          entry.event().type(),
          entry.event().subject(),
          Optional.of(entry));
    }

    static Candidate of(LogTables.Peek peek) {
      return new Candidate(
          peek.id(), peek.sequence(), peek.type(), peek.subject(), Optional.empty());
    }
  }

  /// The log of one endpoint, read in chunks.
  private final class Stream {
    private final EndpointId endpoint;
    private final Deque<Candidate> chunk = new ArrayDeque<>();
    private int chunkSize = CHUNK_FIRST;
    private long sequence;

    Stream(EndpointId endpoint, long below) {
      this.endpoint = endpoint;
      this.sequence =
          below == Long.MAX_VALUE ? Long.MAX_VALUE : LogTables.sequenceOf(tx, endpoint, below);
      fill();
    }

    /// The id of the next delivery, or 0 when there is none.
    long nextId() {
      return chunk.isEmpty() ? 0 : chunk.getFirst().id();
    }

    /// The next delivery, if it is about what is asked for.
    Optional<DeliveryEntry> take() {
      Candidate taken = chunk.removeFirst();
      if (chunk.isEmpty()) {
        fill();
      }
      if (!query.isAbout(taken.type(), taken.subject())) {
        return Optional.empty();
      }
      return taken.whole().isPresent()
          ? taken.whole()
          : LogTables.at(tx, endpoint, taken.sequence());
    }

    private void fill() {
      if (query.states().isEmpty()) {
        LogTables.peek(tx, endpoint, sequence, chunkSize).stream()
            .map(Candidate::of)
            .forEach(chunk::add);
      } else {
        LogTables.below(tx, endpoint, sequence, chunkSize).stream()
            .map(Candidate::of)
            .forEach(chunk::add);
      }
      if (!chunk.isEmpty()) {
        sequence = chunk.getLast().sequence();
      }
      chunkSize = Math.min(CHUNK_MAX, 2 * chunkSize);
    }
  }
}
