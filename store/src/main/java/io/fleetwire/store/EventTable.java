package io.fleetwire.store;

import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventHead;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TraceId;
import java.util.Optional;

/// The table `event`.
final class EventTable {
  /// The columns that {@link #headAt} reads, for queries that join them. The payload comes last in
  /// a row: a query that does not ask for it does not read it.
  static final String HEAD_COLUMNS =
      "event.event_id, event.organization_id, event.event_type, event.subject, event.trace,"
          + " event.occurred_at, event.accepted_at";

  /// The columns that {@link #at} reads.
  static final String COLUMNS = HEAD_COLUMNS + ", event.content_type, event.payload";

  static final String FIND = "SELECT " + COLUMNS + " FROM event WHERE event_id = ?";

  private static final String APPEND =
      """
      INSERT INTO event (event_id, organization_id, event_type, subject, trace,
                         occurred_at, accepted_at, content_type, payload)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private EventTable() {}

  static void append(WriteTx tx, Event event) {
    tx.change(
        APPEND,
        event.id().value(),
        event.organization().value(),
        event.type().name(),
        event.subject().value(),
        event.trace().value(),
        event.facts().occurredAt(),
        event.acceptedAt(),
        event.payload().contentType(),
        event.payload().bytes());
  }

  static Optional<Event> find(ReadTx tx, EventId id) {
    return tx.find(FIND, row -> at(row, 1), id.value());
  }

  /// The event without its payload, in the columns from `first` on.
  static EventHead headAt(Row row, int first) {
    return new EventHead(
        new EventId(row.longAt(first)),
        new OrganizationId(row.longAt(first + 1)),
        new EventType(row.text(first + 2)),
        new Subject(row.text(first + 3)),
        new TraceId(row.text(first + 4)),
        row.instant(first + 5),
        row.instant(first + 6));
  }

  /// The event in the columns from `first` on.
  static Event at(Row row, int first) {
    NewEvent facts =
        new NewEvent(
            new OrganizationId(row.longAt(first + 1)),
            new EventType(row.text(first + 2)),
            new Subject(row.text(first + 3)),
            new TraceId(row.text(first + 4)),
            row.instant(first + 5),
            new Payload(row.text(first + 7), row.bytes(first + 8)));
    return new Event(new EventId(row.longAt(first)), facts, row.instant(first + 6));
  }
}
