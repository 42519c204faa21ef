package io.fleetwire.egress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/// A socket and the moment at which the {@link Watchdog} will close it. Its user's thread sets the
/// moment; the watchdog's thread looks at it. Either may end it, and once it is late it stays so.
final class Lifeline implements AutoCloseable {
  /// No deadline: what is idle may wait.
  private static final long NONE = Long.MIN_VALUE;

  /// The watchdog was here: the socket is closed, or about to be.
  private static final long LATE = Long.MIN_VALUE + 1;

  private final SocketChannel channel;
  private final Watchdog watchdog;
  private final AtomicLong deadline = new AtomicLong(NONE);

  private Lifeline(SocketChannel channel, Watchdog watchdog) {
    this.channel = channel;
    this.watchdog = watchdog;
  }

  /// A socket that is not connected yet, and already watched.
  static Lifeline open(Watchdog watchdog) throws IOException {
    Lifeline lifeline = new Lifeline(SocketChannel.open(), watchdog);
    try {
      watchdog.watch(lifeline);
      return lifeline;
    } catch (IOException e) {
      lifeline.close();
      throw e;
    }
  }

  SocketChannel channel() {
    return channel;
  }

  /// Until this reading of {@link System#nanoTime} the socket may live. Fails when it is late
  /// already.
  void until(long nanos) throws IOException {
    set(nanos == NONE || nanos == LATE ? LATE + 1 : nanos);
  }

  /// Whether the socket came through in time and now may live without a deadline.
  boolean release() {
    long current = deadline.get();
    return current != LATE && deadline.compareAndSet(current, NONE);
  }

  private void set(long nanos) throws IOException {
    long current = deadline.get();
    if (current == LATE || !deadline.compareAndSet(current, nanos)) {
      throw new IOException("too late");
    }
  }

  boolean isLate() {
    return deadline.get() == LATE;
  }

  /// The watchdog's question.
  void endIfLate(long now) {
    long current = deadline.get();
    if (current != NONE && current != LATE && now - current >= 0) {
      // when this fails its user was faster, and set a new deadline or let it go
      if (deadline.compareAndSet(current, LATE)) {
        close();
      }
    }
  }

  /// Whether an idle peer kept quiet. A peer that closed the connection, or spoke without being
  /// asked, has made it useless; the byte that this may take is nobody's answer. Never blocks.
  boolean isQuiet() {
    try {
      channel.configureBlocking(false);
      int count = channel.read(ByteBuffer.allocate(1));
      channel.configureBlocking(true);
      return count == 0;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    watchdog.forget(this);
    try {
      channel.close();
    } catch (IOException _) {
      // it is as closed as it gets
    }
  }
}
