package io.fleetwire.bench;

import io.fleetwire.engine.Must;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;

/// Sends events over kept-alive connections and writes into the ledger which of them were
/// acknowledged: one thread, one selector, one request at a time on each connection.
final class Generator implements AutoCloseable {
  /// How many connections, and how many events may be under way before a flood waits.
  record Limits(int connections, long outstandingMax) {}

  /// An answer is a few hundred bytes.
  private static final int ANSWER_BYTES_MAX = 16 * 1024;

  /// A server that breaks off more often than this is broken, and measuring it is pointless.
  private static final int RECONNECTS_MAX = 1_000;

  private static final int HIGHEST_SUCCESS = 299;
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);

  private final Workload workload;
  private final Ledger ledger;
  private final Pace pace;
  private final Limits limits;
  private final Selector selector;
  private final Thread thread;
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private final HttpMessage message = new HttpMessage();
  private final Map<String, Integer> failures = new TreeMap<>();
  private long startedAt;
  private long sent;
  private int waiting;
  private int reconnects;
  private volatile boolean stopping;
  private volatile boolean broken;

  private Generator(Workload workload, Ledger ledger, Pace pace, Limits limits) {
    this.workload = workload;
    this.ledger = ledger;
    this.pace = pace;
    this.limits = limits;
    this.selector = openSelector();
    this.thread = Thread.ofPlatform().name("generator").daemon().unstarted(this::run);
  }

  /// Begins to send.
  static Generator start(Workload workload, Ledger ledger, Pace pace, Limits limits) {
    Generator generator = new Generator(workload, ledger, pace, limits);
    generator.thread.start();
    return generator;
  }

  private static final class Connection {
    private final SocketChannel channel;
    private final byte[] bytes = new byte[ANSWER_BYTES_MAX];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private long number = EventNumber.NONE;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }
  }

  /// Sends nothing new, and returns when every answer is in, or long overdue.
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

  /// Whether it has ended by itself, because the server under test does not serve it any more.
  boolean isBroken() {
    return broken;
  }

  /// Why events failed, and how often. To be called after {@link #close}.
  Map<String, Integer> failures() {
    return failures;
  }

  private void run() {
    startedAt = System.nanoTime();
    try (Selector toClose = selector) {
      for (int i = 0; i < limits.connections(); i++) {
        idle.add(connect());
      }
      while (!stopping) {
        sendWhatIsDue();
        toClose.select(this::onReady, Pace.TICK.toMillis());
      }
      long until = System.nanoTime() + LAST_ANSWERS.toNanos();
      while (waiting > 0 && System.nanoTime() < until) {
        toClose.select(this::onReady, Pace.TICK.toMillis());
      }
      for (SelectionKey key : toClose.keys()) {
        key.channel().close();
      }
    } catch (IOException | UncheckedIOException e) {
      broken = true;
      failures.merge("the generator has ended: " + e.getMessage(), 1, Integer::sum);
    }
  }

  private void sendWhatIsDue() throws IOException {
    long elapsed = System.nanoTime() - startedAt;
    long due = pace.dueAfter(elapsed);
    if (ledger.isFull()) {
      throw new IOException("the ledger is full: make the run shorter, or slower");
    }
    while (sent < due && !idle.isEmpty() && !mustWait() && !ledger.isFull()) {
      send(idle.removeFirst(), startedAt + pace.meantAfter(sent, elapsed));
      sent++;
    }
  }

  private boolean mustWait() {
    return pace instanceof Pace.Flood && ledger.outstanding() >= limits.outstandingMax();
  }

  private void send(Connection connection, long meantAt) throws IOException {
    connection.number = ledger.open(meantAt);
    waiting++;
    ByteBuffer request = ByteBuffer.wrap(workload.request(connection.number));
    try {
      connection.channel.write(request);
    } catch (IOException e) {
      broken(connection, e);
      return;
    }
    // One request that is smaller than any socket's buffer, and nothing before it on its way.
    Must.hold(!request.hasRemaining(), "a request fits into the socket's buffer");
  }

  private void onReady(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      try {
        receive(connection);
      } catch (IOException | HttpMessage.MalformedException e) {
        broken(connection, e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the server under test accepts no connection any more", e);
    }
  }

  private void receive(Connection connection) throws IOException, HttpMessage.MalformedException {
    if (connection.channel.read(connection.buffer) < 0) {
      throw new IOException("the connection was closed");
    }
    int filled = connection.buffer.position();
    if (!message.read(connection.bytes, 0, filled)) {
      if (!connection.buffer.hasRemaining()) {
        throw new HttpMessage.MalformedException("an answer that is too large");
      }
      return;
    }
    if (message.end() != filled || connection.number == EventNumber.NONE) {
      throw new HttpMessage.MalformedException("an answer that nobody asked for");
    }
    note(connection.number, message.status());
    connection.buffer.clear();
    connection.number = EventNumber.NONE;
    waiting--;
    idle.addLast(connection);
  }

  private void note(long number, int status) {
    if (status >= 200 && status <= HIGHEST_SUCCESS) {
      ledger.accepted(number, System.nanoTime());
    } else {
      fail("answered " + status);
    }
  }

  private void broken(Connection connection, Exception cause) throws IOException {
    connection.channel.close();
    idle.remove(connection);
    if (connection.number != EventNumber.NONE) {
      waiting--;
      fail(String.valueOf(cause.getMessage()));
    }
    reconnects++;
    if (reconnects > RECONNECTS_MAX) {
      throw new IOException("the server under test broke off " + reconnects + " connections");
    }
    idle.add(connect());
  }

  private void fail(String reason) {
    ledger.fail();
    failures.merge(reason, 1, Integer::sum);
  }

  private Connection connect() throws IOException {
    SocketChannel channel = SocketChannel.open(workload.address());
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    Connection connection = new Connection(channel);
    channel.register(selector, SelectionKey.OP_READ, connection);
    return connection;
  }

  private static Selector openSelector() {
    try {
      return Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
