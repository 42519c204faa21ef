package io.fleetwire.callback;

import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.Ready;
import java.util.List;

/// The headers by which the house tells what a request is about, whatever its dialect. Their names
/// begin with {@link #PREFIX}, which nobody else may use.
final class HouseHeaders {
  static final String PREFIX = "Fleetwire-";

  private HouseHeaders() {}

  static void add(List<Header> headers, Ready ready, AttemptMoment moment) {
    Event event = ready.event();
    Delivery delivery = ready.delivery();
    headers.add(new Header("Fleetwire-Event-Id", event.id().toString()));
    headers.add(new Header("Fleetwire-Event-Type", HeaderText.encode(event.type().name())));
    headers.add(new Header("Fleetwire-Occurred-At", event.facts().occurredAt().toString()));
    headers.add(new Header("Fleetwire-Trace-Id", event.trace().value()));
    headers.add(new Header("Fleetwire-Delivery-Id", delivery.id().toString()));
    headers.add(new Header("Fleetwire-Sequence", Long.toString(delivery.sequence())));
    headers.add(new Header("Fleetwire-Attempt", Integer.toString(moment.number())));
  }
}
