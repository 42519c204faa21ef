package io.fleetwire.web;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// Skips what is left of a request's body when it was answered without being read. It must go: what
/// stays would be taken for the next request, and closing a socket on unread bytes resets it, so
/// that the sender never sees the answer. Safe for many threads.
final class Leftovers {
  /// More than that is not worth an answer.
  private static final int BYTES_MAX = 4 * 1024 * 1024;

  private static final Duration TIME_MAX = Duration.ofSeconds(2);

  private final Deadlines deadlines;

  Leftovers(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  /// Whether the sender waits for `100 Continue` and was not told to go on. It may send its body
  /// all the same (RFC 9110, section 10.1.1), so that the connection cannot be used again.
  static boolean mayComeUninvited(ServerRequest request) {
    return request.headers().containsToken(HeaderValues.EXPECT_100) && !request.continueSent();
  }

  /// Reads and forgets. Closes the connection when there is too much, or it takes too long.
  void skip(ServerRequest request) {
    boolean hasBody = new HelidonBody(request, 0).isPresent();
    if (!hasBody || request.content().consumed() || mayComeUninvited(request)) {
      return;
    }
    try (Deadlines.Guard _ = deadlines.guard(TIME_MAX)) {
      InputStream in = request.content().inputStream();
      byte[] buffer = new byte[16 * 1024];
      long left = BYTES_MAX;
      int got = 0;
      while (got >= 0 && left > 0) {
        got = in.read(buffer);
        left -= got;
      }
      if (got >= 0) {
        throw new CloseConnectionException("too much of a body is left");
      }
    } catch (IOException | RuntimeException e) {
      throw new CloseConnectionException("the rest of a body cannot be read", e);
    }
  }
}
