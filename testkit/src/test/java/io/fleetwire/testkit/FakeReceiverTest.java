package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FakeReceiverTest {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private final Instant now = InstantSource.system().instant();

  private static final String POST =
      "POST /hook?x=1 HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\nX-Name:  value \r\n\r\nhi";

  private final FakeReceiver receiver = FakeReceiver.start();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void recordsWhatCameInByteForByte() throws IOException {
    try (Socket socket = connect()) {
      assertThat(ask(socket, POST)).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
    }
    ReceivedCallback callback = receiver.await(1, BOUND).getFirst();
    assertThat(callback.method()).isEqualTo("POST");
    assertThat(callback.path()).isEqualTo("/hook?x=1");
    assertThat(callback.header("x-name")).contains("value");
    assertThat(callback.body().bytes()).asString(StandardCharsets.UTF_8).isEqualTo("hi");
    assertThat(callback.connection()).isEqualTo(1);
  }

  @Test
  void followsItsScriptAndRepeatsTheLastAnswer() throws IOException {
    receiver.answer(FakeAnswer.status(500), FakeAnswer.text(201, "done"));
    try (Socket socket = connect()) {
      assertThat(ask(socket, POST)).contains(" 500 ");
      assertThat(ask(socket, POST)).contains(" 201 ").endsWith("done");
      assertThat(ask(socket, POST)).contains(" 201 ");
    }
    assertThat(receiver.connections()).isEqualTo(1);
    assertThat(receiver.received()).isEqualTo(3);
  }

  @Test
  void holdsAnAnswerUntilItIsReleased() throws IOException {
    CountDownLatch latch = new CountDownLatch(1);
    receiver.answer(new FakeAnswer.Held(latch, FakeAnswer.status(204)));
    try (Socket socket = connect()) {
      write(socket, POST);
      receiver.await(1, BOUND);
      assertThat(receiver.bytesSent()).isZero();
      latch.countDown();
      assertThat(read(socket)).contains(" 204 ");
    }
  }

  static Stream<FakeAnswer> endings() {
    return Stream.of(
        new FakeAnswer.Close(),
        new FakeAnswer.ThenClose(FakeAnswer.status(200)),
        new FakeAnswer.LyingLength(10, 3),
        new FakeAnswer.Raw("gibberish", true));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void endsTheConnectionWhenToldTo(FakeAnswer answer) throws IOException {
    receiver.answer(answer);
    try (Socket socket = connect()) {
      write(socket, POST);
      socket.getInputStream().readAllBytes();
      receiver.awaitEnded(1, BOUND);
    }
  }

  @Test
  void resetsTheConnectionWhenToldTo() throws IOException {
    receiver.answer(new FakeAnswer.Reset());
    try (Socket socket = connect()) {
      write(socket, POST);
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  static Stream<FakeAnswer> endless() {
    return Stream.of(
        new FakeAnswer.EndlessBody(true),
        new FakeAnswer.EndlessBody(false),
        new FakeAnswer.HugeHeaders(0, true),
        new FakeAnswer.DripBody(Duration.ofNanos(1)));
  }

  @ParameterizedTest
  @MethodSource("endless")
  void neverStopsUntilThePeerLeaves(FakeAnswer answer) throws IOException {
    receiver.answer(answer);
    try (Socket socket = connect()) {
      write(socket, POST);
      assertThat(socket.getInputStream().readNBytes(5000)).hasSize(5000);
    }
    receiver.awaitEnded(1, BOUND);
  }

  @Test
  void saysWhatItWaitedForInVain() {
    assertThatThrownBy(() -> receiver.await(1, Duration.ofMillis(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 callbacks did not come within PT0.001S");
  }

  @Test
  void speaksTlsAsTheIdentityItWasGiven() throws Exception {
    FakeAuthority authority = FakeAuthority.create("Lab", now);
    FakeIdentity identity = authority.issue(now, "localhost", "127.0.0.1");
    try (FakeReceiver secure = FakeReceiver.startTls(identity.serverContext());
        Socket socket =
            trusting(authority).getSocketFactory().createSocket("localhost", secure.port())) {
      assertThat(ask(socket, POST)).contains(" 200 ");
      assertThat(secure.url("/a")).hasToString("https://localhost:" + secure.port() + "/a");
    }
  }

  private static SSLContext trusting(FakeAuthority authority) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("authority", authority.certificate());
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManager[] managers = factory.getTrustManagers();
    context.init(null, managers, null);
    return context;
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), receiver.port());
  }

  private static String ask(Socket socket, String request) throws IOException {
    write(socket, request);
    return read(socket);
  }

  private static void write(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// One answer: it is written in one piece, and small.
  private static String read(Socket socket) throws IOException {
    byte[] buffer = new byte[4096];
    int length = socket.getInputStream().read(buffer);
    return new String(buffer, 0, Math.max(length, 0), StandardCharsets.ISO_8859_1);
  }
}
