package io.fleetwire.agent;

import io.fleetwire.engine.Signal;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A connection to a daemon. Reading waits for as long as it takes, until somebody hangs up. For
/// one thread; any other may close it, which ends a read that waits.
final class Wire implements AutoCloseable {
  /// It is this machine, or one beside it.
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final SocketChannel channel;
  private final PushbackInputStream in;
  private final OutputStream out;
  private final Signal closed = new Signal();

  private Wire(SocketChannel channel, InputStream in, OutputStream out) {
    this.channel = channel;
    this.in = new PushbackInputStream(in);
    this.out = out;
  }

  static Wire open(DaemonAddress address) throws IOException {
    return switch (address) {
      case DaemonAddress.Tcp(String host, int port) -> tcp(new InetSocketAddress(host, port));
      case DaemonAddress.Unix unix -> unix(unix);
    };
  }

  private static Wire tcp(InetSocketAddress address) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.socket().connect(address, (int) CONNECT.toMillis());
      channel.socket().setKeepAlive(true);
      return new Wire(
          channel, channel.socket().getInputStream(), channel.socket().getOutputStream());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static Wire unix(DaemonAddress.Unix address) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(address.path()));
      return new Wire(channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// Hangs up by itself when that much time has passed; a UNIX socket knows no other patience.
  void hangUpAfter(Duration longest) {
    Thread.ofVirtual()
        .name("agent-patience")
        .start(
            () -> {
              try {
                closed.await(longest);
                channel.close();
              } catch (IOException _) {
                // whoever reads finds out
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /// Whether there is something to read within that time, if only that it hung up. By a UNIX socket
  /// it is waited for as long as it takes.
  boolean isHeardWithin(Duration longest) throws IOException {
    if (!(channel.getRemoteAddress() instanceof InetSocketAddress)) {
      return true;
    }
    channel.socket().setSoTimeout((int) longest.toMillis());
    try {
      int first = in.read();
      if (first >= 0) {
        in.unread(first);
      }
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    } finally {
      channel.socket().setSoTimeout(0);
    }
  }

  /// Exactly `count` bytes.
  byte[] read(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("it hung up");
    }
    return bytes;
  }

  /// All that comes until it hangs up, at most `max` bytes.
  byte[] readAll(int max) throws IOException {
    return in.readNBytes(max);
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    closed.raise();
    channel.close();
  }
}
