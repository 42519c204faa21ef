package io.fleetwire.engine;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// One request, ready to be sent: the exact headers that the dialect wants, the exact body that was
/// signed, and who we are where the receiver asks for a client certificate.
public record OutboundRequest(
    Method method, URI url, List<Header> headers, Payload body, Optional<TlsIdentity> identity) {
  private static final Payload NOTHING = new Payload("", new byte[0]);

  /// What is asked of the receiver.
  public enum Method {
    /// To take the body: what every delivery is.
    POST,
    /// Whether it would: a request without a body.
    OPTIONS
  }

  public OutboundRequest {
    headers = List.copyOf(headers);
  }

  /// A `POST` of somebody who may have a certificate to show.
  public OutboundRequest(
      URI url, List<Header> headers, Payload body, Optional<TlsIdentity> identity) {
    this(Method.POST, url, headers, body, identity);
  }

  /// A `POST` of nobody in particular: whoever asks for a certificate gets none.
  public OutboundRequest(URI url, List<Header> headers, Payload body) {
    this(url, headers, body, Optional.empty());
  }

  /// An `OPTIONS`, which has no body.
  public static OutboundRequest options(
      URI url, List<Header> headers, Optional<TlsIdentity> identity) {
    return new OutboundRequest(Method.OPTIONS, url, headers, NOTHING, identity);
  }
}
