package io.fleetwire.web;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Bounds the time from the first line of a request to the end of its headers. Helidon tells of
/// both on the connection's own thread.
final class HeadGuard implements Http1ConnectionListener {
  private final Deadlines deadlines;
  private final Duration budget;
  private final Map<ConnectionContext, Deadlines.Guard> guards = new ConcurrentHashMap<>();

  HeadGuard(Deadlines deadlines, Duration budget) {
    this.deadlines = deadlines;
    this.budget = budget;
  }

  @Override
  public void prologue(ConnectionContext connection, HttpPrologue prologue) {
    guards.put(connection, deadlines.guard(budget, () -> guards.remove(connection)));
  }

  @Override
  public void headers(ConnectionContext connection, Headers headers) {
    Deadlines.Guard guard = guards.remove(connection);
    if (guard != null) {
      guard.close();
    }
  }
}
