package io.fleetwire.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/// A receiver of webhooks with real sockets on the loopback interface: it records what comes in,
/// and answers, or misbehaves, as it was told. Thread-safe.
@SuppressWarnings("DoNotCallSuggester")
public final class FakeReceiver implements AutoCloseable {
  /// Plain HTTP on a free port; answers 200.
  public static FakeReceiver start() {
    throw new UnsupportedOperationException();
  }

  /// HTTPS on a free port; answers 200.
  public static FakeReceiver startTls(SSLContext context) {
    throw new UnsupportedOperationException(context.toString());
  }

  private FakeReceiver() {}

  /// Answers the next requests with these, in order; the last one also answers all that follow.
  public FakeReceiver answer(FakeAnswer... script) {
    throw new UnsupportedOperationException(List.of(script).toString());
  }

  /// Answers each request with what `choice` says.
  public FakeReceiver answerBy(Function<ReceivedCallback, FakeAnswer> choice) {
    throw new UnsupportedOperationException(choice.toString());
  }

  public int port() {
    throw new UnsupportedOperationException();
  }

  /// `http://127.0.0.1:<port><path>`, or `https://localhost:<port><path>`.
  public URI url(String path) {
    throw new UnsupportedOperationException(path);
  }

  /// What came in so far, oldest first; only the newest are kept (see {@link #received}).
  public List<ReceivedCallback> callbacks() {
    throw new UnsupportedOperationException();
  }

  /// How many requests came in since the start.
  public long received() {
    throw new UnsupportedOperationException();
  }

  /// How many connections were accepted since the start.
  public int connections() {
    throw new UnsupportedOperationException();
  }

  /// Waits until `condition` holds for the callbacks so far, and returns them. Throws {@link
  /// AssertionError} when it does not hold within `bound`.
  public List<ReceivedCallback> await(Predicate<List<ReceivedCallback>> condition, Duration bound) {
    throw new UnsupportedOperationException(condition + " " + bound);
  }

  /// Waits until at least `count` requests came in since the start.
  public List<ReceivedCallback> await(int count, Duration bound) {
    throw new UnsupportedOperationException(count + " " + bound);
  }

  /// Ends every connection and stops listening.
  @Override
  public void close() {}
}
