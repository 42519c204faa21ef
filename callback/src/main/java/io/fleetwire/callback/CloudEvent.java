package io.fleetwire.callback;

import io.fleetwire.engine.Event;
import io.fleetwire.engine.Payload;
import java.time.Instant;

/// An event in the words of CloudEvents 1.0. Immutable.
///
/// @param source who says it: a URI reference that is not empty
/// @param subject what it is about
public record CloudEvent(
    String id, String source, String type, String subject, Instant time, Payload data) {

  /// `event`, as said by `source`.
  static CloudEvent of(Event event, String source) {
    return new CloudEvent(
        event.id().toString(),
        source,
        event.type().name(),
        event.subject().value(),
        event.facts().occurredAt(),
        event.payload());
  }
}
