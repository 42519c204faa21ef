package io.fleetwire.api;

import io.fleetwire.callback.Dresser;
import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Ready;
import java.util.List;

/// Writes the callbacks of endpoints that belong to no vendor: the data or a CloudEvent, dressed
/// with what the endpoint wants (headers, credentials, Standard Webhooks signatures). Thread-safe.
final class StandardFormat implements CallbackFormat {
  static final String NAME = "standard";

  private final Dresser dresser;

  StandardFormat(Dresser dresser) {
    this.dresser = dresser;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public OutboundRequest compose(Ready ready, Endpoint endpoint, AttemptMoment moment) {
    BodyForm form =
        BodyForm.find(endpoint.target().reference())
            .orElseThrow(() -> new NotComposedException("the endpoint has an unknown body form"));
    return dresser.dress(base(ready, endpoint, form), ready, endpoint, moment);
  }

  private static OutboundRequest base(Ready ready, Endpoint endpoint, BodyForm form) {
    return switch (form) {
      case PLAIN -> request(endpoint, List.of(), Envelope.unpack(ready.event().payload()).data());
      case STRUCTURED -> request(endpoint, List.of(), Envelope.structured(ready.event()));
      case BINARY -> {
        Envelope envelope = Envelope.unpack(ready.event().payload());
        yield request(endpoint, envelope.headers(ready.event()), envelope.data());
      }
    };
  }

  private static OutboundRequest request(Endpoint endpoint, List<Header> headers, Payload body) {
    return new OutboundRequest(endpoint.target().url(), headers, body);
  }
}
