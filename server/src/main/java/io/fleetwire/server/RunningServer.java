package io.fleetwire.server;

import io.fleetwire.access.Access;
import io.fleetwire.bin.BinDesk;
import io.fleetwire.engine.RunningEngine;
import io.fleetwire.knox.Knox;
import io.fleetwire.knox.KnoxService;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.web.ListenAddress;
import io.fleetwire.web.RouteGroup;
import java.util.List;
import java.util.Optional;

/// A server at work. Closing it takes no new connection, lets requests and attempts under way end
/// within their times, and closes the database last.
final class RunningServer implements AutoCloseable {
  private final Addresses addresses;
  private final List<RouteGroup> routes;
  private final Vitals vitals;
  private final Inside inside;
  private final Closing closing;

  RunningServer(
      Addresses addresses, List<RouteGroup> routes, Vitals vitals, Inside inside, Closing closing) {
    this.addresses = addresses;
    this.routes = List.copyOf(routes);
    this.vitals = vitals;
    this.inside = inside;
    this.closing = closing;
  }

  /// Where it listens, with the ports that it got: for clear text, and for TLS if it speaks it.
  record Addresses(ListenAddress clear, Optional<ListenAddress> tls) {}

  /// The rooms of a server, for what is done to it from within: by the demo, and by trials.
  record Inside(
      Access access,
      Knox knox,
      KnoxService service,
      RunningEngine engine,
      SqlEngineStore store,
      BinDesk bins) {}

  /// Where it listens, with the port that it got.
  ListenAddress address() {
    return addresses.clear();
  }

  /// Its address over TLS as a browser takes it, if it speaks TLS.
  Optional<String> tlsUrl() {
    return addresses.tls().map(address -> "https://" + address);
  }

  /// Its address as a browser takes it.
  String url() {
    return "http://" + addresses.clear();
  }

  /// The whole route table.
  List<RouteGroup> routes() {
    return routes;
  }

  Vitals vitals() {
    return vitals;
  }

  Inside inside() {
    return inside;
  }

  /// Whether no delivery is in memory, in flight, or waiting on disk. It was true at one moment:
  /// what is accepted afterwards is delivered afterwards.
  boolean isIdle() {
    boolean waiting = !inside.store().nextDues().isEmpty();
    return !waiting && inside.engine().scheduler().held() == 0;
  }

  @Override
  public synchronized void close() {
    closing.close();
  }
}
