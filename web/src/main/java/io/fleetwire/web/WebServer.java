package io.fleetwire.web;

import io.fleetwire.engine.World;
import java.util.List;

/// The HTTP server: made, started once, closed once.
public final class WebServer implements AutoCloseable {
  private final WebSettings settings;

  public WebServer(
      WebSettings settings,
      List<RouteGroup> groups,
      Authenticator authenticator,
      RequestLog log,
      World world) {
    this.settings = settings;
  }

  /// Listens. Throws when the address is taken.
  public void start() {}

  /// The port that is listened on.
  public int port() {
    return settings.listen().port();
  }

  /// Takes no new connection, lets requests under way end within the drain time, and closes.
  @Override
  public void close() {}
}
