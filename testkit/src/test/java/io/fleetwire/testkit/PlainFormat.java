package io.fleetwire.testkit;

import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Ready;
import java.util.List;

/// The payload as it is, and nothing else.
final class PlainFormat implements CallbackFormat {
  @Override
  public String name() {
    return "plain";
  }

  @Override
  public OutboundRequest compose(Ready ready, Endpoint endpoint, AttemptMoment moment) {
    return new OutboundRequest(endpoint.target().url(), List.of(), ready.event().payload());
  }
}
