package io.fleetwire.apple;

import io.fleetwire.callback.Dresser;
import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Ready;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What every request to the backend wears: its seal, and what its endpoint wears. Thread-safe.
record BackendDress(Dresser dresser, BackendSeal seal) {

  /// A delivery of what is durable.
  OutboundRequest dress(URI url, Ready ready, Endpoint endpoint, AttemptMoment moment) {
    Payload body = ready.event().payload();
    String id = ready.event().id().toString();
    List<Header> headers = seal.on(endpoint.id(), id, moment.at(), body);
    return dresser.dress(new OutboundRequest(url, headers, body), ready, endpoint, moment);
  }

  /// A question that is named `id` in `idHeader`.
  OutboundRequest dress(Asked asked, EndpointId endpoint, Instant at) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header(asked.idHeader(), asked.id()));
    headers.addAll(seal.on(endpoint, asked.id(), at, asked.body()));
    return dresser.dress(
        new OutboundRequest(asked.url(), headers, asked.body()), endpoint, asked.id(), at);
  }

  /// Where to, under which name, and what.
  record Asked(URI url, String idHeader, String id, Payload body) {}
}
