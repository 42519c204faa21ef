package io.fleetwire.store;

import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TraceId;

/// The table `event`.
final class EventTable {
  /// The columns that {@link #at} reads, for queries that join them.
  static final String COLUMNS =
      "event.event_id, event.organization_id, event.event_type, event.subject, event.trace,"
          + " event.occurred_at, event.accepted_at, event.content_type, event.payload";

  private static final String APPEND =
      """
      INSERT INTO event (event_id, organization_id, event_type, subject, trace,
                         occurred_at, accepted_at, content_type, payload)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private EventTable() {}

  static void append(WriteTx tx, Event event) {
    tx.update(
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
