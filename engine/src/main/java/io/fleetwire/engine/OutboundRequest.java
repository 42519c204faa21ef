package io.fleetwire.engine;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// One `POST`, ready to be sent: the exact headers that the dialect wants, the exact body that was
/// signed, and who we are where the receiver asks for a client certificate.
public record OutboundRequest(
    URI url, List<Header> headers, Payload body, Optional<TlsIdentity> identity) {
  public OutboundRequest {
    headers = List.copyOf(headers);
  }

  /// A request of nobody in particular: whoever asks for a certificate gets none.
  public OutboundRequest(URI url, List<Header> headers, Payload body) {
    this(url, headers, body, Optional.empty());
  }
}
