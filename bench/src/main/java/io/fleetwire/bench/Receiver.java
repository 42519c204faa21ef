package io.fleetwire.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// The receiver of all callbacks: one thread, one selector, a port for every endpoint, so that each
/// is a destination of its own. It writes every callback into the ledger, keeps a few of them whole
/// for checking afterwards, and answers 204 at once. It listens on loopback alone.
final class Receiver implements AutoCloseable {
  /// A callback of 10,000 results is a megabyte and a half; nothing is larger.
  private static final int MESSAGE_BYTES_MAX = 4 * 1024 * 1024;

  private static final int BUFFER_BYTES = 8 * 1024;
  private static final int BACKLOG = 1024;
  private static final int KEEP_EVERY = 100;
  private static final int KEPT_MAX = 1_000;
  private static final byte[] ANSWER = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(US_ASCII);

  private final Ledger ledger;
  private final Selector selector;
  private final List<ServerSocketChannel> listeners;
  private final Thread thread;
  private final HttpMessage message = new HttpMessage();
  private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER.length).put(ANSWER).flip();
  private final Queue<byte[]> kept = new ConcurrentLinkedQueue<>();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong malformed = new AtomicLong();
  private volatile boolean stopping;

  private Receiver(Ledger ledger, Selector selector, List<ServerSocketChannel> listeners) {
    this.ledger = ledger;
    this.selector = selector;
    this.listeners = listeners;
    this.thread = Thread.ofPlatform().name("receiver").daemon().unstarted(this::run);
  }

  /// Listens on `ports` free ports.
  static Receiver start(Ledger ledger, int ports) {
    try {
      Selector selector = Selector.open();
      List<ServerSocketChannel> listeners = new ArrayList<>();
      for (int i = 0; i < ports; i++) {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        listeners.add(listener);
      }
      Receiver receiver = new Receiver(ledger, selector, listeners);
      receiver.thread.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on loopback", e);
    }
  }

  /// What has come in of a message that is not complete.
  private static final class Connection {
    private byte[] bytes = new byte[BUFFER_BYTES];
    private ByteBuffer buffer = ByteBuffer.wrap(bytes);

    void grow() {
      byte[] larger = new byte[bytes.length * 2];
      int filled = buffer.position();
      System.arraycopy(bytes, 0, larger, 0, filled);
      bytes = larger;
      buffer = ByteBuffer.wrap(larger).position(filled);
    }
  }

  List<Integer> ports() {
    return listeners.stream().map(listener -> listener.socket().getLocalPort()).toList();
  }

  /// How many requests came in.
  long requests() {
    return requests.get();
  }

  /// How many connections were closed because of what came in.
  long malformed() {
    return malformed.get();
  }

  /// Every hundredth callback so far, up to a thousand of them.
  List<Callback> kept() {
    return kept.stream().map(Callback::of).toList();
  }

  @Override
  public void close() {
    stopping = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (Selector toClose = selector) {
      while (!stopping) {
        toClose.select(this::onReady);
      }
      for (SelectionKey key : toClose.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the receiver has ended", e);
    }
  }

  private void onReady(SelectionKey key) {
    try {
      if (key.channel() instanceof ServerSocketChannel listener) {
        accept(listener);
      } else if (key.channel() instanceof SocketChannel channel) {
        receive(channel, (Connection) key.attachment());
      }
    } catch (HttpMessage.MalformedException _) {
      malformed.incrementAndGet();
      close(key);
    } catch (IOException _) {
      // The server under test closed or reset it: that is its right, and seen in the ledger.
      close(key);
    }
  }

  private void accept(ServerSocketChannel listener) throws IOException {
    SocketChannel channel = listener.accept();
    if (channel != null) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.register(selector, SelectionKey.OP_READ, new Connection());
    }
  }

  private void receive(SocketChannel channel, Connection connection)
      throws IOException, HttpMessage.MalformedException {
    if (channel.read(connection.buffer) < 0) {
      channel.close();
      return;
    }
    long now = System.nanoTime();
    int filled = connection.buffer.position();
    int from = 0;
    while (from < filled && message.read(connection.bytes, from, filled)) {
      note(connection.bytes, from, now);
      channel.write(answer.duplicate());
      from = message.end();
    }
    if (from > 0) {
      System.arraycopy(connection.bytes, from, connection.bytes, 0, filled - from);
      connection.buffer.position(filled - from);
    } else if (!connection.buffer.hasRemaining()) {
      if (connection.bytes.length >= MESSAGE_BYTES_MAX) {
        throw new HttpMessage.MalformedException("a message that is too large");
      }
      connection.grow();
    }
  }

  private void note(byte[] bytes, int from, long now) {
    long before = requests.getAndIncrement();
    if (before % KEEP_EVERY == 0 && before < (long) KEEP_EVERY * KEPT_MAX) {
      kept.add(Arrays.copyOfRange(bytes, from, message.end()));
    }
    ledger.received(message.number(), now);
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException _) {
      // Nothing is left to close.
    }
  }
}
