package io.fleetwire.engine;

import java.net.URI;
import java.util.List;

/// One `POST`, ready to be sent: the exact headers that the dialect wants and the exact body that
/// was signed.
public record OutboundRequest(URI url, List<Header> headers, Payload body) {
  public OutboundRequest {
    headers = List.copyOf(headers);
  }
}
