package io.fleetwire.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// What a {@link FakeReceiver} does with one request: answer it, or misbehave in one exact way.
/// Immutable, but for the latches that some hold.
public sealed interface FakeAnswer {

  /// An honest answer without a body.
  static FakeAnswer status(int status) {
    return new Honest(status, "", "");
  }

  /// An honest answer with a body of plain text.
  static FakeAnswer text(int status, String body) {
    return new Honest(status, "Content-Type: text/plain;charset=UTF-8\r\n", body);
  }

  /// A redirect, which a sender of webhooks must not follow.
  static FakeAnswer redirect(String location) {
    return new Honest(307, "Location: " + location + "\r\n", "");
  }

  /// Status, extra header lines (each ended by CR LF), and body; framed by its length, kept alive.
  record Honest(int status, String headers, String body) implements FakeAnswer {}

  /// Waits until the latch is released, then does `then`. The wait ends with the receiver, too.
  record Held(CountDownLatch latch, FakeAnswer then) implements FakeAnswer {}

  /// Reads the request and never says anything.
  record Hang() implements FakeAnswer {}

  /// An honest 200 with a body, written one byte in each `pause` from its first byte on.
  record Drip(Duration pause) implements FakeAnswer {}

  /// The headers of an honest 200 at once, then its body one byte in each `pause`, without end.
  record DripBody(Duration pause) implements FakeAnswer {}

  /// Resets the connection (RST) after the request.
  record Reset() implements FakeAnswer {}

  /// Ends the connection without a byte.
  record Close() implements FakeAnswer {}

  /// Answers as `answer` does, then ends the connection without having said so.
  record ThenClose(FakeAnswer answer) implements FakeAnswer {}

  /// 200 with `Content-Length: claimed` and a body of `sent` bytes, then the end of the connection.
  record LyingLength(long claimed, int sent) implements FakeAnswer {}

  /// 200 and a body that never ends: in chunks, or until the connection ends.
  record EndlessBody(boolean chunked) implements FakeAnswer {}

  /// 200 with header lines of `bytes` in all, and no end of them if `endless`.
  record HugeHeaders(int bytes, boolean endless) implements FakeAnswer {}

  /// Writes exactly this text (ISO 8859-1, so one character is one byte), then ends the connection
  /// if `close` says so.
  record Raw(String text, boolean close) implements FakeAnswer {}
}
