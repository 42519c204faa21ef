package io.fleetwire.web;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Bounds the time from a connection that has to shake hands to its first line, and from the first
/// line of a request to the end of its headers. Helidon tells of all on the connection's own
/// thread.
final class HeadGuard implements Http1ConnectionListener {
  private final Deadlines deadlines;
  private final WebSettings.Patience patience;
  private final Map<Thread, Deadlines.Guard> guards = new ConcurrentHashMap<>();

  HeadGuard(Deadlines deadlines, WebSettings.Patience patience) {
    this.deadlines = deadlines;
    this.patience = patience;
  }

  /// Somebody has connected, and will now shake hands.
  void greeted() {
    guards.put(
        Thread.currentThread(), deadlines.guard(patience.idle(), forget(Thread.currentThread())));
  }

  @Override
  public void prologue(ConnectionContext connection, HttpPrologue prologue) {
    end();
    guards.put(
        Thread.currentThread(), deadlines.guard(patience.head(), forget(Thread.currentThread())));
  }

  @Override
  public void headers(ConnectionContext connection, Headers headers) {
    end();
  }

  private void end() {
    Optional.ofNullable(guards.remove(Thread.currentThread())).ifPresent(Deadlines.Guard::close);
  }

  private Runnable forget(Thread thread) {
    return () -> guards.remove(thread);
  }
}
