package io.fleetwire.testkit;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.Payload;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// One connection of a {@link FakeReceiver}: reads requests, one after the other, and does with
/// each what it is told. Confined to its thread.
final class FakeReceiverConnection {
  private static final int LINE_BYTES_MAX = 64 * 1024;
  private static final int HEADERS_MAX = 1000;
  private static final int BODY_BYTES_MAX = 64 * 1024 * 1024;
  private static final int PIECE = 16 * 1024;

  private final Socket socket;
  private final int number;
  private final FakeReceiverLog log;
  private final CountDownLatch closing;
  private final InputStream in;
  private final OutputStream out;

  FakeReceiverConnection(Socket socket, int number, FakeReceiverLog log, CountDownLatch closing)
      throws IOException {
    this.socket = socket;
    this.number = number;
    this.log = log;
    this.closing = closing;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /// Returns when the connection has no more to say.
  void serve(Function<ReceivedCallback, FakeAnswer> choice) throws IOException {
    boolean more = true;
    while (more) {
      Optional<String> start = line();
      if (start.isEmpty()) {
        return;
      }
      ReceivedCallback callback = request(start.get());
      log.received(callback);
      more = act(choice.apply(callback));
    }
  }

  private ReceivedCallback request(String start) throws IOException {
    String[] words = start.split(" ", 3);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      throw new ProtocolException("not a request line: " + start);
    }
    List<Header> headers = headers();
    byte[] body = body(headers);
    String type = Header.find(headers, "Content-Type").orElse("");
    return new ReceivedCallback(number, words[0], words[1], headers, new Payload(type, body));
  }

  private List<Header> headers() throws IOException {
    List<Header> headers = new ArrayList<>();
    while (headers.size() < HEADERS_MAX) {
      String line = line().orElseThrow(EOFException::new);
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("not a header: " + line);
      }
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    throw new ProtocolException("more than " + HEADERS_MAX + " headers");
  }

  private byte[] body(List<Header> headers) throws IOException {
    if (Header.find(headers, "Transfer-Encoding").isPresent()) {
      throw new ProtocolException("a webhook has a length");
    }
    int length = Integer.parseInt(Header.find(headers, "Content-Length").orElse("0"));
    if (length < 0 || length > BODY_BYTES_MAX) {
      throw new ProtocolException("a body of " + length + " bytes");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the body ended early");
    }
    return body;
  }

  /// The next line without its end, or nothing at the end of the connection.
  private Optional<String> line() throws IOException {
    StringBuilder line = new StringBuilder(80);
    while (line.length() < LINE_BYTES_MAX) {
      int next = in.read();
      if (next < 0 && line.isEmpty()) {
        return Optional.empty();
      }
      if (next < 0) {
        throw new EOFException("the connection ended within a line");
      }
      if (next == '\n') {
        int end = line.length();
        line.setLength(end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
        return Optional.of(line.toString());
      }
      line.append((char) next);
    }
    throw new ProtocolException("a line of more than " + LINE_BYTES_MAX + " bytes");
  }

  /// Does as it is told; whether another request may follow on this connection.
  private boolean act(FakeAnswer answer) throws IOException {
    return switch (answer) {
      case FakeAnswer.Honest honest -> {
        write(message(honest));
        yield true;
      }
      case FakeAnswer.Held held -> awaitRelease(held.latch()) && act(held.then());
      case FakeAnswer.Hang _ -> awaitEnd();
      case FakeAnswer.Drip drip ->
          drip(message(new FakeAnswer.Honest(200, "", "drip")), drip.pause());
      case FakeAnswer.DripBody drip -> dripBody(drip.pause());
      case FakeAnswer.Reset _ -> {
        // RFC 9293 section 3.10.7: a close with linger 0 is an abort
        socket.setSoLinger(true, 0);
        yield false;
      }
      case FakeAnswer.Close _ -> false;
      case FakeAnswer.ThenClose then -> {
        act(then.answer());
        yield false;
      }
      case FakeAnswer.LyingLength lie -> {
        write(head(200, "Content-Length: " + lie.claimed() + "\r\n") + "x".repeat(lie.sent()));
        yield false;
      }
      case FakeAnswer.EndlessBody endless -> endless(endless.chunked());
      case FakeAnswer.HugeHeaders huge -> hugeHeaders(huge);
      case FakeAnswer.Raw raw -> {
        write(raw.text());
        yield !raw.close();
      }
    };
  }

  private static String message(FakeAnswer.Honest honest) {
    byte[] body = honest.body().getBytes(StandardCharsets.UTF_8);
    boolean bodyless = honest.status() == 204 || honest.status() == 304;
    String length = bodyless ? "" : "Content-Length: " + body.length + "\r\n";
    return head(honest.status(), honest.headers() + length)
        + (bodyless ? "" : new String(body, StandardCharsets.ISO_8859_1));
  }

  private static String head(int status, String headers) {
    return "HTTP/1.1 " + status + " As-Told\r\n" + headers + "\r\n";
  }

  private void write(String latin1) throws IOException {
    byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
    out.write(bytes);
    log.sent(bytes.length);
  }

  private boolean drip(String text, Duration pause) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      write(text.substring(i, i + 1));
      pause(pause);
    }
    return true;
  }

  private boolean dripBody(Duration pause) throws IOException {
    write(head(200, "Content-Length: " + Integer.MAX_VALUE + "\r\n"));
    while (pause(pause)) {
      write("x");
    }
    return false;
  }

  private boolean endless(boolean chunked) throws IOException {
    write(head(200, chunked ? "Transfer-Encoding: chunked\r\n" : ""));
    String piece = "x".repeat(PIECE);
    String framed = Integer.toHexString(PIECE) + "\r\n" + piece + "\r\n";
    while (closing.getCount() > 0) {
      write(chunked ? framed : piece);
    }
    return false;
  }

  private boolean hugeHeaders(FakeAnswer.HugeHeaders huge) throws IOException {
    write("HTTP/1.1 200 As-Told\r\n");
    String line = "X-Padding: " + "x".repeat(1000) + "\r\n";
    long written = 0;
    while (closing.getCount() > 0 && (huge.endless() || written < huge.bytes())) {
      write(line);
      written += line.length();
    }
    write("Content-Length: 0\r\n\r\n");
    return true;
  }

  /// Waits for `pause` or the end of the receiver; whether to go on.
  private boolean pause(Duration pause) {
    try {
      return !closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Waits until the peer or the receiver ends the connection: both end this read.
  private boolean awaitEnd() throws IOException {
    while (in.read() >= 0) {
      // whatever the peer still says is not heard
    }
    return false;
  }

  private boolean awaitRelease(CountDownLatch latch) {
    try {
      while (!latch.await(20, TimeUnit.MILLISECONDS)) {
        if (closing.getCount() == 0) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
