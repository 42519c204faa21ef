package io.fleetwire.web;

import java.time.Duration;
import java.util.Optional;

/// How the server behaves towards its callers. Every bound is there so that no caller can hold more
/// than its share.
///
/// `idle` is how long a connection may be silent between requests; `head`, `body` and `write` are
/// how long each of these may take in all, however steadily it drips; `drain` is how long requests
/// under way may go on when the server is closed.
///
/// `connectionsMax` is for each listener. TLS has one of its own, so that health checks and a proxy
/// on this machine need no certificate, and what is reachable from where is a matter of addresses.
public record WebSettings(
    ListenAddress listen, Optional<TlsListener> tls, int connectionsMax, Patience patience) {

  /// Without TLS.
  public WebSettings(ListenAddress listen, int connectionsMax, Patience patience) {
    this(listen, Optional.empty(), connectionsMax, patience);
  }

  /// Where TLS is spoken, and how.
  public record TlsListener(ListenAddress listen, ServerTls tls) {}

  /// How long the server waits for its peers.
  public record Patience(
      Duration idle, Duration head, Duration body, Duration write, Duration drain) {
    /// A minute between requests suits every client's pool. A head is a few packets: 10 s. A
    /// megabyte takes less than 30 s on the slowest link that still works, either way. A request
    /// ends within 10 s or is stuck.
    public static final Patience STANDARD =
        new Patience(
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));
  }

  /// 4,096 connections are more than the consoles and backends of a fleet open, and cost less than
  /// 100 MiB.
  public static WebSettings standard(ListenAddress listen) {
    return new WebSettings(listen, 4_096, Patience.STANDARD);
  }

  /// This with a listener for TLS.
  public WebSettings withTls(TlsListener listener) {
    return new WebSettings(listen, Optional.of(listener), connectionsMax, patience);
  }
}
