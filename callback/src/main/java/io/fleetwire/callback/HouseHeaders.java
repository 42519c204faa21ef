package io.fleetwire.callback;

import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.TraceParent;
import java.util.List;

/// The headers by which the house tells what a request is about, whatever its dialect. Their names
/// begin with {@link #PREFIX}, which nobody else may use; but for the one by which tracers of all
/// makers go on with the trace of whoever published the event.
final class HouseHeaders {
  static final String PREFIX = "Fleetwire-";

  private HouseHeaders() {}

  static void add(List<Header> headers, Ready ready, AttemptMoment moment) {
    Event event = ready.event();
    Delivery delivery = ready.delivery();
    headers.add(new Header("Fleetwire-Event-Id", event.id().toString()));
    headers.add(new Header("Fleetwire-Event-Type", HeaderText.encode(event.type().name())));
    headers.add(new Header("Fleetwire-Occurred-At", event.facts().occurredAt().toString()));
    headers.add(new Header("Fleetwire-Trace-Id", event.trace().id()));
    headers.add(new Header("Fleetwire-Delivery-Id", delivery.id().toString()));
    headers.add(new Header("Fleetwire-Sequence", Long.toString(delivery.sequence())));
    headers.add(new Header("Fleetwire-Attempt", Integer.toString(moment.number())));
    event
        .trace()
        .parent()
        .map(caller -> caller.step(moment.nonce()).print())
        .ifPresent(step -> headers.add(new Header(TraceParent.HEADER, step)));
  }
}
