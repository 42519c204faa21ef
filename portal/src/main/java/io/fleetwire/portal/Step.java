package io.fleetwire.portal;

import java.time.Instant;
import java.util.List;

/// Something that became of a device, or was said of it. `tone` is the class of its dot; `text` and
/// `source` may be empty.
record Step(
    Instant instant,
    String title,
    String text,
    String source,
    String tone,
    List<DeliveryLine> callbacks) {
  Step {
    callbacks = List.copyOf(callbacks);
  }

  Step with(List<DeliveryLine> lines) {
    return new Step(instant, title, text, source, tone, lines);
  }

  Moment at(Instant now) {
    return Moment.of(instant, now);
  }
}
