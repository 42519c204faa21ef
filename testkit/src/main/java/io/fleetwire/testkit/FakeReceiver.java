package io.fleetwire.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// A receiver of webhooks with real sockets on the loopback interface: it records what comes in,
/// and answers, or misbehaves, as it was told. Thread-safe.
///
/// It speaks HTTP/1.1 by hand, one virtual thread per connection, because no server library would
/// let it lie, drip or reset. Nothing here sleeps to make a test pass: waiting is always for a
/// condition, with a bound.
public final class FakeReceiver implements AutoCloseable {
  /// Room for a burst of connections from a load generator.
  private static final int BACKLOG = 1024;

  private final ServerSocket listener;
  private final String origin;
  private final FakeReceiverLog log = new FakeReceiverLog();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<String> serverNames = ConcurrentHashMap.newKeySet();
  private final Set<String> clientNames = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Function<ReceivedCallback, FakeAnswer> choice = _ -> FakeAnswer.status(200);

  private FakeReceiver(ServerSocket listener, String scheme, String host) {
    this.listener = listener;
    this.origin = scheme + "://" + host + ":" + listener.getLocalPort();
  }

  /// Plain HTTP at `http://127.0.0.1` on a free port; answers 200.
  public static FakeReceiver start() {
    return listening(new FakeReceiver(listener(BACKLOG), "http", "127.0.0.1"));
  }

  /// HTTPS at `https://localhost` on a free port; answers 200.
  public static FakeReceiver startTls(SSLContext context) {
    try {
      ServerSocket listener =
          context.getServerSocketFactory().createServerSocket(0, BACKLOG, loopback());
      return listening(new FakeReceiver(listener, "https", "localhost"));
    } catch (IOException e) {
      throw new UncheckedIOException("no free port for a receiver", e);
    }
  }

  /// The same, but it serves only those who show a certificate that `context` trusts.
  public static FakeReceiver startMutualTls(SSLContext context) {
    try {
      SSLServerSocket listener =
          (SSLServerSocket)
              context.getServerSocketFactory().createServerSocket(0, BACKLOG, loopback());
      listener.setNeedClientAuth(true);
      return listening(new FakeReceiver(listener, "https", "localhost"));
    } catch (IOException e) {
      throw new UncheckedIOException("no free port for a receiver", e);
    }
  }

  /// Accepts every connection and never reads from it, so that a long request stalls its sender.
  public static FakeReceiver startDeaf() {
    FakeReceiver receiver = new FakeReceiver(listener(BACKLOG), "http", "127.0.0.1");
    Thread.ofVirtual().name("fake-receiver-deaf").start(receiver::acceptDeaf);
    return receiver;
  }

  /// A port at which connecting takes for ever: it listens, accepts nobody, and its queue is full.
  public static FakeReceiver startUnaccepting() {
    FakeReceiver receiver = new FakeReceiver(listener(1), "http", "127.0.0.1");
    receiver.fillQueue();
    return receiver;
  }

  /// Answers the next requests with these, in order; the last one also answers all that follow.
  public FakeReceiver answer(FakeAnswer first, FakeAnswer... then) {
    Queue<FakeAnswer> script = new ArrayDeque<>(List.of(then));
    FakeAnswer[] current = {first};
    return answerBy(
        _ -> {
          synchronized (script) {
            FakeAnswer answer = current[0];
            current[0] = script.isEmpty() ? answer : script.remove();
            return answer;
          }
        });
  }

  /// Answers each request with what `choice` says; it is called on the connection's thread, after
  /// the request was recorded.
  public FakeReceiver answerBy(Function<ReceivedCallback, FakeAnswer> choice) {
    this.choice = choice;
    return this;
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// The URL of `path`, which starts with a slash.
  public URI url(String path) {
    return URI.create(origin + path);
  }

  /// What came in, oldest first: at most the newest 10,000, and at most 64 MiB of bodies.
  public List<ReceivedCallback> callbacks() {
    return log.callbacks();
  }

  /// How many requests came in since the start.
  public long received() {
    return log.counts().received();
  }

  /// How many connections were accepted since the start.
  public int connections() {
    return log.counts().opened();
  }

  /// How many bytes were written to all connections since the start.
  public long bytesSent() {
    return log.counts().sent();
  }

  /// The names that TLS clients asked for by SNI (RFC 6066 section 3).
  public Set<String> serverNames() {
    return Set.copyOf(serverNames);
  }

  /// The subjects of the certificates that TLS clients showed.
  public Set<String> clientNames() {
    return Set.copyOf(clientNames);
  }

  /// Waits until `condition` holds for {@link #callbacks}, and returns them. Throws {@link
  /// AssertionError} when it does not hold within `bound`.
  public List<ReceivedCallback> await(Predicate<List<ReceivedCallback>> condition, Duration bound) {
    return log.await(condition, bound);
  }

  /// Waits until at least `count` requests came in since the start.
  public List<ReceivedCallback> await(int count, Duration bound) {
    log.await(() -> log.counts().received() >= count, count + " callbacks", bound);
    return log.callbacks();
  }

  /// Waits until at least `count` connections have ended since the start.
  public void awaitEnded(int count, Duration bound) {
    log.await(() -> log.counts().ended() >= count, count + " ended connections", bound);
  }

  /// Ends every connection, as a restart would, and goes on listening.
  public void dropConnections() {
    open.forEach(FakeReceiver::closeQuietly);
  }

  /// Ends every connection and stops listening.
  @Override
  public void close() {
    closing.countDown();
    closeQuietly(listener);
    dropConnections();
  }

  private static FakeReceiver listening(FakeReceiver receiver) {
    Thread.ofVirtual().name("fake-receiver-" + receiver.port()).start(receiver::accept);
    return receiver;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().name("fake-receiver-connection").start(() -> serve(socket));
      } catch (IOException _) {
        // the listener was closed, or one peer went away while it was accepted
      }
    }
  }

  private void acceptDeaf() {
    while (!listener.isClosed()) {
      try {
        open.add(listener.accept());
        log.opened();
      } catch (IOException _) {
        // the listener was closed
      }
    }
  }

  private void serve(Socket socket) {
    int number = log.opened();
    try (socket) {
      socket.setTcpNoDelay(true);
      if (socket instanceof SSLSocket tls) {
        noteNames(tls);
      }
      new FakeReceiverConnection(socket, number, log, closing).serve(r -> choice.apply(r));
    } catch (IOException _) {
      // the peer went away, which is its right
    } finally {
      open.remove(socket);
      log.ended();
    }
  }

  private void noteNames(SSLSocket tls) throws IOException {
    tls.startHandshake();
    if (tls.getNeedClientAuth()) {
      clientNames.add(tls.getSession().getPeerPrincipal().getName());
    }
    if (tls.getSession() instanceof ExtendedSSLSession session) {
      for (SNIServerName name : session.getRequestedServerNames()) {
        serverNames.add(new String(name.getEncoded(), StandardCharsets.US_ASCII));
      }
    }
  }

  /// Linux completes one connection more than the queue's length before it drops what comes.
  private void fillQueue() {
    try {
      for (int i = 0; i < 2; i++) {
        open.add(new Socket(listener.getInetAddress(), listener.getLocalPort()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot fill the queue of a receiver", e);
    }
  }

  private static ServerSocket listener(int backlog) {
    try {
      return new ServerSocket(0, backlog, loopback());
    } catch (IOException e) {
      throw new UncheckedIOException("no free port for a receiver", e);
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception _) {
      // it is as closed as it gets
    }
  }
}
