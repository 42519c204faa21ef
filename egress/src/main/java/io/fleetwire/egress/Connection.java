package io.fleetwire.egress;

import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/// An open connection to one destination: sends a request and reads its answer, again and again.
/// Used by one thread at a time; its {@link Lifeline} is shared with the {@link Watchdog}.
final class Connection {
  /// How long a peer may keep us from saying goodbye to it.
  private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Lifeline lifeline;
  private final ResponseReader reader;
  private final OutputStream out;
  private final Farewell farewell;
  private boolean reusable = true;
  private long idleSeconds = Integer.MAX_VALUE;
  private long idleSince;

  /// What is said to the peer before the socket is closed.
  sealed interface Farewell {
    record None() implements Farewell {}

    record Tls(SSLSocket socket) implements Farewell {}
  }

  Connection(Lifeline lifeline, InputStream in, OutputStream out, Farewell farewell) {
    this.lifeline = lifeline;
    this.reader = new ResponseReader(in);
    this.out = out;
    this.farewell = farewell;
  }

  /// Sends `request` and reads the answer to it, within the deadlines that `clock` sets.
  Outcome.Answered exchange(RequestWriter.Ready request, AttemptClock clock) throws IOException {
    reusable = false;
    clock.enter(Outcome.Phase.FIRST_BYTE);
    lifeline.until(clock.deadline());
    send(request);
    reader.awaitFirstByte();
    clock.enter(Outcome.Phase.TOTAL);
    lifeline.until(clock.deadline());
    ResponseHead head = reader.head();
    ResponseBody body = reader.body(head.framing(), clock.bodyBytesMax());
    boolean ended = body.isComplete() && reader.isDrained() && lifeline.release();
    reusable = ended && head.isReusable();
    idleSeconds = head.idleSeconds();
    String type = head.header("Content-Type").orElse("application/octet-stream");
    return new Outcome.Answered(
        head.status(), head.headers(), new Payload(type, body.bytes()), body.isComplete());
  }

  /// A receiver that does not like a long request may answer before it has read it all, and then
  /// close: its answer says more than the failed write.
  private void send(RequestWriter.Ready request) throws IOException {
    try {
      request.sendTo(out);
    } catch (IOException e) {
      try {
        reader.awaitFirstByte();
      } catch (SSLException refusal) {
        // since TLS 1.3 a client's certificate is refused after the client's handshake has ended
        throw refusal;
      } catch (IOException _) {
        throw e;
      }
    }
  }

  /// Whether the last answer was read to its end, and another request may follow.
  boolean isReusable() {
    return reusable;
  }

  /// Whether a request may be sent after it was idle: the peer neither left nor spoke.
  boolean isQuiet() {
    return lifeline.isQuiet();
  }

  /// Whether the deadline passed.
  boolean isLate() {
    return lifeline.isLate();
  }

  void idleFrom(long nanos) {
    idleSince = nanos;
  }

  long idleSince() {
    return idleSince;
  }

  /// How long the receiver keeps it while it is idle.
  long idleSeconds() {
    return idleSeconds;
  }

  /// Ends it at once, whatever is under way.
  void abort() {
    lifeline.close();
  }

  /// Ends it as its protocol wants, without blocking the caller.
  void close() {
    switch (farewell) {
      case Farewell.None _ -> lifeline.close();
      case Farewell.Tls(SSLSocket socket) ->
          Thread.ofVirtual().name("egress-farewell").start(() -> say(socket));
    }
  }

  /// RFC 8446 section 6.1 wants to hear that this was all.
  private void say(SSLSocket socket) {
    try {
      lifeline.until(System.nanoTime() + FAREWELL_NANOS);
      socket.close();
    } catch (IOException _) {
      // the peer is gone already
    } finally {
      lifeline.close();
    }
  }
}
