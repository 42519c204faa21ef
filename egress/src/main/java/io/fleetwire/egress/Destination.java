package io.fleetwire.egress;

import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.TlsIdentity;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Where connections go, and as whom: by this they are pooled, and its host is what TLS verifies.
/// Immutable.
///
/// @param host in lower case; an IPv6 address without its brackets
/// @param identity who we are, which nobody asks without TLS
record Destination(boolean tls, String host, int port, Optional<TlsIdentity> identity) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /// The destination of `request`, or nothing when it has none. Quick, because it is asked for each
  /// attempt; the full check comes before a connection is made.
  static Optional<Destination> find(OutboundRequest request) {
    URI url = request.url();
    String scheme = url.getScheme();
    Optional<String> host = host(url);
    if (scheme == null || host.isEmpty() || url.getRawUserInfo() != null) {
      return Optional.empty();
    }
    boolean tls = scheme.equalsIgnoreCase("https");
    if (!tls && !scheme.equalsIgnoreCase("http")) {
      return Optional.empty();
    }
    int port = url.getPort() >= 0 ? url.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
    Optional<TlsIdentity> identity = tls ? request.identity() : Optional.empty();
    return Optional.of(new Destination(tls, host.get(), port, identity));
  }

  /// The host of `url` as it is dialled, or nothing when it has none.
  static Optional<String> host(URI url) {
    return Optional.ofNullable(url.getHost()).map(Destination::plain);
  }

  private static String plain(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return bare.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
