package io.fleetwire.egress;

import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Outcome.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Makes connections: asks {@link Routes} for addresses, and connects to one of those and to
/// nothing else. Over TLS the name, not the address, is what the receiver must prove. Thread-safe.
final class Dialer {
  /// A name may have many addresses; after so many that do not answer the receiver is down.
  private static final int ADDRESSES_MAX = 4;

  private static final String[] TLS_VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private final Routes routes;
  private final TlsClient tls;
  private final Watchdog watchdog;

  Dialer(Routes routes, TlsClient tls, Watchdog watchdog) {
    this.routes = routes;
    this.tls = tls;
    this.watchdog = watchdog;
  }

  /// What became of it.
  sealed interface Dialed {}

  record Connected(Connection connection) implements Dialed {}

  record NotConnected(Outcome outcome) implements Dialed {}

  Dialed dial(Destination destination, AttemptClock clock) {
    Route route = routes.to(destination);
    return switch (routes.find(route, clock.nanosLeft())) {
      case AddressGuard.Open open -> connect(route, open.addresses(), clock);
      case AddressGuard.Forbidden forbidden ->
          new NotConnected(new Outcome.Blocked(forbidden.reason()));
      case AddressGuard.NoSuchName unknown ->
          new NotConnected(
              new Outcome.Unreachable(
                  Outcome.Fault.NAME_NOT_FOUND, "no address for " + unknown.host()));
      case AddressGuard.TooSlow _ -> new NotConnected(new Outcome.TimedOut(Phase.RESOLVE));
    };
  }

  /// Tries the addresses one after the other; each gets an equal share of the time that is left, so
  /// that one which swallows packets leaves some to the next.
  private Dialed connect(Route route, List<InetAddress> found, AttemptClock clock) {
    clock.enter(Phase.CONNECT);
    List<InetAddress> addresses = found.subList(0, Math.min(found.size(), ADDRESSES_MAX));
    Outcome last = new Outcome.TimedOut(Phase.CONNECT);
    for (int i = 0; i < addresses.size(); i++) {
      long share = clock.nanosLeft() / (addresses.size() - i);
      InetSocketAddress address = new InetSocketAddress(addresses.get(i), route.port());
      Dialed dialed = connect(route, address, System.nanoTime() + share);
      if (!(dialed instanceof NotConnected failed) || Thread.currentThread().isInterrupted()) {
        return dialed;
      }
      last = failed.outcome();
    }
    return new NotConnected(last);
  }

  private Dialed connect(Route route, InetSocketAddress address, long deadline) {
    Lifeline lifeline;
    try {
      lifeline = Lifeline.open(watchdog);
    } catch (IOException e) {
      return new NotConnected(Failures.outcome(e, Phase.CONNECT, false));
    }
    try {
      lifeline.until(deadline);
      lifeline.channel().setOption(StandardSocketOptions.TCP_NODELAY, true);
      reach(route, address, lifeline);
      return new Connected(connection(route.destination(), lifeline));
    } catch (IOException e) {
      lifeline.close();
      return new NotConnected(Failures.outcome(e, Phase.CONNECT, lifeline.isLate()));
    }
  }

  /// Connects with the receiver, or with the proxy and through it. What goes wrong at the proxy is
  /// told of the proxy: whoever looks after the receiver can do nothing about it.
  private static void reach(Route route, InetSocketAddress address, Lifeline lifeline)
      throws IOException {
    switch (route) {
      case Route.Straight _ -> lifeline.channel().connect(address);
      case Route.Through(Destination destination, ForwardProxy proxy) -> {
        try {
          lifeline.channel().connect(address);
          Tunnel.open(lifeline.channel().socket(), proxy, destination);
        } catch (IOException e) {
          throw new IOException("the proxy " + proxy + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private Connection connection(Destination destination, Lifeline lifeline) throws IOException {
    Socket plain = lifeline.channel().socket();
    if (!destination.tls()) {
      return new Connection(
          lifeline,
          plain.getInputStream(),
          plain.getOutputStream(),
          new Connection.Farewell.None());
    }
    // the name goes into SNI and is what the certificate must be for (RFC 9110 section 4.3.4)
    SSLSocket secure =
        (SSLSocket)
            tls.sockets(destination.identity())
                .createSocket(plain, destination.host(), destination.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(TLS_VERSIONS);
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return new Connection(
        lifeline,
        secure.getInputStream(),
        secure.getOutputStream(),
        new Connection.Farewell.Tls(secure));
  }
}
