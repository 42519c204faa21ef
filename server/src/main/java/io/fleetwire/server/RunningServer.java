package io.fleetwire.server;

import io.fleetwire.web.ListenAddress;
import io.fleetwire.web.RouteGroup;
import java.util.List;

/// A server at work. Closing it takes no new connection, lets requests and attempts under way end
/// within their times, and closes the database last.
final class RunningServer implements AutoCloseable {
  private final ListenAddress address;
  private final List<RouteGroup> routes;
  private final Vitals vitals;
  private final Closing closing;

  RunningServer(ListenAddress address, List<RouteGroup> routes, Vitals vitals, Closing closing) {
    this.address = address;
    this.routes = List.copyOf(routes);
    this.vitals = vitals;
    this.closing = closing;
  }

  /// Where it listens, with the port that it got.
  ListenAddress address() {
    return address;
  }

  /// Its address as a browser takes it.
  String url() {
    return "http://" + address;
  }

  /// The whole route table.
  List<RouteGroup> routes() {
    return routes;
  }

  Vitals vitals() {
    return vitals;
  }

  @Override
  public synchronized void close() {
    closing.close();
  }
}
