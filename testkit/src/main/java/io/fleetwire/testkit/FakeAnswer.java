package io.fleetwire.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// What a {@link FakeReceiver} does with one request: answer it, or misbehave in one exact way.
public sealed interface FakeAnswer {

  /// An honest answer.
  static FakeAnswer status(int status) {
    return new Honest(status, "", "");
  }

  /// Status, extra header lines (each ended by CR LF), and body.
  record Honest(int status, String headers, String body) implements FakeAnswer {}

  /// Waits for the latch, then does `then`.
  record Held(CountDownLatch latch, FakeAnswer then) implements FakeAnswer {}

  /// Reads the request and never says anything.
  record Hang() implements FakeAnswer {}

  /// An honest 200, one byte in each `pause`.
  record Drip(Duration pause) implements FakeAnswer {}

  /// Resets the connection (RST) after the request.
  record Reset() implements FakeAnswer {}

  /// Ends the connection without a byte.
  record Close() implements FakeAnswer {}

  /// 200 with `Content-Length: claimed` and a body of `sent` bytes, then the end of the stream.
  record LyingLength(long claimed, int sent) implements FakeAnswer {}

  /// 200 and a body that never ends, chunked or until the connection ends.
  record EndlessBody(boolean chunked) implements FakeAnswer {}

  /// 200 with `bytes` of headers.
  record HugeHeaders(int bytes) implements FakeAnswer {}

  /// Writes exactly this text (ISO 8859-1, so one character is one byte), then ends the connection
  /// if `close` says so.
  record Raw(String text, boolean close) implements FakeAnswer {}
}
