package io.fleetwire.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/// One port of the receiver, and how it treats its callers. A gate that refuses keeps its port by a
/// socket that does not listen, so that nobody else gets it. Confined to the receiver's thread, but
/// for its port.
final class Gate {
  private static final int BACKLOG = 1024;

  private final Selector selector;
  private final int port;
  private Manner manner = Manner.WELL;
  private ServerSocketChannel listener;
  private Optional<SocketChannel> placeholder = Optional.empty();

  private Gate(Selector selector, ServerSocketChannel listener) {
    this.selector = selector;
    this.listener = listener;
    this.port = listener.socket().getLocalPort();
  }

  /// Listens on a free port of loopback.
  static Gate open(Selector selector) throws IOException {
    ServerSocketChannel listener = listen(0);
    Gate gate = new Gate(selector, listener);
    listener.register(selector, SelectionKey.OP_ACCEPT, gate);
    return gate;
  }

  private static ServerSocketChannel listen(int port) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(address(port), BACKLOG);
    listener.configureBlocking(false);
    return listener;
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  int port() {
    return port;
  }

  Manner manner() {
    return manner;
  }

  /// Behaves otherwise from now on.
  void turn(Manner next) throws IOException {
    if (placeholder.isPresent()) {
      placeholder.get().close();
      placeholder = Optional.empty();
      listener = listen(port);
      listener.register(selector, SelectionKey.OP_ACCEPT, this);
    }
    if (next == Manner.REFUSES) {
      listener.close();
      // A closed channel keeps its port until its selector has noticed.
      selector.selectNow();
      SocketChannel keeper = SocketChannel.open();
      keeper.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      keeper.bind(address(port));
      placeholder = Optional.of(keeper);
    }
    manner = next;
  }

  /// Gives the port back.
  void close() throws IOException {
    listener.close();
    if (placeholder.isPresent()) {
      placeholder.get().close();
    }
  }
}
