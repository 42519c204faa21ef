package io.fleetwire.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;

/// The receiver of all callbacks: one thread, one selector, a port for every endpoint, so that each
/// is a destination of its own. A port that behaves well answers 204 at once; each such callback is
/// written into the ledger, and a few of them are kept whole for checking afterwards. It listens on
/// loopback alone.
final class Receiver implements AutoCloseable {
  /// A callback of 10,000 results is a megabyte and a half; nothing is larger.
  private static final int MESSAGE_BYTES_MAX = 4 * 1024 * 1024;

  private static final int BUFFER_BYTES = 8 * 1024;
  private static final int KEEP_EVERY = 100;
  private static final int KEPT_MAX = 1_000;

  /// How often a port that drips sends a byte.
  private static final Duration DRIP = Duration.ofMillis(200);

  /// What an endpoint says that has taken a callback.
  static final byte[] TAKEN = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(US_ASCII);

  /// What a management backend says that wants nothing.
  static final byte[] IDLE =
      ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n"
              + "{\"_tag\":\"Idle\"}")
          .getBytes(US_ASCII);

  private static final byte[] UNAVAILABLE =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] DRIPPING =
      "HTTP/1.1 200 OK\r\nContent-Length: 65536\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] DROP = {'.'};

  private final Ledger ledger;
  private final Selector selector;
  private final List<Gate> gates;
  private final Thread thread;
  private final HttpMessage message = new HttpMessage();
  private final ByteBuffer well;
  private final Set<SocketChannel> dripping = new HashSet<>();
  private final Queue<FutureTask<Manner>> turns = new ConcurrentLinkedQueue<>();
  private final Queue<byte[]> kept = new ConcurrentLinkedQueue<>();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong malformed = new AtomicLong();
  private long drippedAt;
  private volatile boolean stopping;

  private Receiver(Ledger ledger, Selector selector, List<Gate> gates, byte[] well) {
    this.ledger = ledger;
    this.well = ByteBuffer.allocateDirect(well.length).put(well).flip();
    this.selector = selector;
    this.gates = gates;
    this.thread = Thread.ofPlatform().name("receiver").daemon().unstarted(this::run);
  }

  /// Listens on `ports` free ports.
  static Receiver start(Ledger ledger, int ports) {
    return start(ledger, ports, TAKEN);
  }

  /// The same with another answer where it behaves well.
  static Receiver start(Ledger ledger, int ports, byte[] well) {
    try {
      Selector selector = Selector.open();
      List<Gate> gates = new ArrayList<>();
      for (int i = 0; i < ports; i++) {
        gates.add(Gate.open(selector));
      }
      Receiver receiver = new Receiver(ledger, selector, List.copyOf(gates), well);
      receiver.thread.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on loopback", e);
    }
  }

  /// What has come in of a message that is not complete.
  private static final class Connection {
    private final Gate gate;
    private byte[] bytes = new byte[BUFFER_BYTES];
    private ByteBuffer buffer = ByteBuffer.wrap(bytes);

    Connection(Gate gate) {
      this.gate = gate;
    }

    void grow() {
      byte[] larger = new byte[bytes.length * 2];
      int filled = buffer.position();
      System.arraycopy(bytes, 0, larger, 0, filled);
      bytes = larger;
      buffer = ByteBuffer.wrap(larger).position(filled);
    }
  }

  List<Integer> ports() {
    return gates.stream().map(Gate::port).toList();
  }

  /// Lets the ports at `places` of {@link #ports} behave otherwise, and closes the connections that
  /// they have. Returns when they do.
  void behave(Manner manner, Set<Integer> places) {
    FutureTask<Manner> turn = new FutureTask<>(() -> turn(manner, places));
    turns.add(turn);
    selector.wakeup();
    try {
      turn.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a port cannot be closed or opened again", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Manner turn(Manner manner, Set<Integer> places) throws IOException {
    for (int place : places) {
      Gate gate = gates.get(place);
      for (SelectionKey key : selector.keys()) {
        if (key.attachment() instanceof Connection connection && connection.gate == gate) {
          close(key);
        }
      }
      gate.turn(manner);
    }
    return manner;
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
        toClose.select(this::onReady, dripping.isEmpty() ? 0 : DRIP.toMillis());
        drip();
        for (FutureTask<Manner> turn = turns.poll(); turn != null; turn = turns.poll()) {
          turn.run();
        }
      }
      for (SelectionKey key : toClose.keys()) {
        key.channel().close();
      }
      for (Gate gate : gates) {
        gate.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the receiver has ended", e);
    }
  }

  private void onReady(SelectionKey key) {
    try {
      if (key.channel() instanceof ServerSocketChannel listener) {
        accept(listener, (Gate) key.attachment());
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

  private void accept(ServerSocketChannel listener, Gate gate) throws IOException {
    SocketChannel channel = listener.accept();
    if (channel != null) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.register(selector, SelectionKey.OP_READ, new Connection(gate));
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
    while (channel.isOpen() && from < filled && message.read(connection.bytes, from, filled)) {
      if (connection.gate.manner().takes()) {
        note(connection.bytes, from, now);
      }
      answer(channel, connection.gate.manner());
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

  private void answer(SocketChannel channel, Manner manner) throws IOException {
    switch (manner) {
      case WELL -> channel.write(well.duplicate());
      case HANGS -> {}
      case DRIPS -> {
        channel.write(ByteBuffer.wrap(DRIPPING));
        dripping.add(channel);
      }
      case UNAVAILABLE -> channel.write(ByteBuffer.wrap(UNAVAILABLE));
      case RESETS, REFUSES -> {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
      }
    }
  }

  private void drip() {
    long now = System.nanoTime();
    if (now - drippedAt < DRIP.toNanos()) {
      return;
    }
    drippedAt = now;
    dripping.removeIf(
        channel -> {
          try {
            return !channel.isOpen() || channel.write(ByteBuffer.wrap(DROP)) < 0;
          } catch (IOException _) {
            return true;
          }
        });
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
