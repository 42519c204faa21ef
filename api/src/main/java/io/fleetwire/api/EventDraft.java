package io.fleetwire.api;

import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Subject;
import java.time.Instant;

/// An event that somebody wants to publish, found to be well formed. Immutable.
///
/// @param envelope the data, and the attributes that the engine has no word for
/// @param payload what is kept: the data as it came, or the envelope as it came
/// @param name what the publisher calls the event (source and id), so that it is told once; or
///   empty
/// @param where it stood in the request, as a JSON pointer
record EventDraft(
    EventType type,
    Subject subject,
    Instant occurredAt,
    Envelope envelope,
    Payload payload,
    String name,
    String where) {

  /// What is kept when another slice has written the payload.
  EventDraft with(Payload other) {
    return new EventDraft(type, subject, occurredAt, Envelope.bare(other), other, name, where);
  }
}
