package io.fleetwire.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Sent;
import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// When a connection is used again, and when it must not be. The receiver counts.
final class KeepAliveTest {
  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final Duration HOUR = Duration.ofHours(1);

  private final FakeReceiver receiver = FakeReceiver.start();

  @AfterEach
  void stop() {
    receiver.close();
  }

  private static HttpSender sender(PoolLimits limits) {
    return HttpSender.open(Requests.loopback().withPool(limits));
  }

  private static HttpSender sender() {
    return sender(new PoolLimits(64, 1000, HOUR));
  }

  private static void succeed(HttpSender sender, URI url) {
    Outcome outcome = sender.send(Requests.to(url), Requests.AMPLE).outcome();
    assertThat(outcome).isInstanceOf(Outcome.Answered.class);
  }

  @Test
  void usesOneConnectionAgainAndAgain() {
    try (HttpSender sender = sender()) {
      for (int i = 0; i < 50; i++) {
        succeed(sender, receiver.url("/" + i));
      }
    }
    assertThat(receiver.connections()).isEqualTo(1);
  }

  static Stream<FakeAnswer> wellFramed() {
    return Stream.of(
        FakeAnswer.status(204),
        FakeAnswer.status(304),
        FakeAnswer.text(500, "sorry"),
        raw("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok"),
        raw("HTTP/1.1 200 OK\nContent-Length: 2\n\nok"),
        raw("HTTP/1.1 200 OK\r\ncontent-length: 2, 2\r\nContent-Length: 2\r\n\r\nok"),
        raw("HTTP/1.1 204 No\r\nContent-Length: 9\r\n\r\n"),
        raw("HTTP/1.1 304 Not\r\nContent-Length: 9\r\n\r\n"),
        raw("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok"),
        raw("HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
        raw("HTTP/1.1 200 OK\r\nX-Long: a\r\n b\r\nContent-Length: 2\r\n\r\nok"),
        chunked("2\r\nok\r\n0\r\n\r\n"),
        chunked("2 ;name=value\r\nok\r\n1;x\r\n!\r\n000\r\nTrailer: yes\r\n\r\n"),
        chunked("A\n0123456789\n0\n\n"),
        chunked("0\r\n\r\n"));
  }

  private static FakeAnswer raw(String text) {
    return new FakeAnswer.Raw(text, false);
  }

  private static FakeAnswer chunked(String body) {
    return raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
  }

  @ParameterizedTest
  @MethodSource("wellFramed")
  void usesItAgainAfterAnAnswerThatWasReadToItsEnd(FakeAnswer answer) {
    receiver.answer(answer);
    try (HttpSender sender = sender()) {
      succeed(sender, receiver.url("/1"));
      succeed(sender, receiver.url("/2"));
    }
    assertThat(receiver.connections()).isEqualTo(1);
  }

  static Stream<FakeAnswer> illFramed() {
    return Stream.of(
        raw("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"),
        raw("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"),
        // more than was asked for: whose answer would it be?
        raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n"),
        raw("HTTP/1.1 204 No\r\n\r\nbody"),
        // two ways to frame: what a smuggler writes
        raw("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        // longer than the limit
        FakeAnswer.text(200, "x".repeat(5000)),
        new FakeAnswer.Raw("HTTP/1.1 200 OK\r\n\r\nuntil the end", true),
        new FakeAnswer.Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nuntil", true));
  }

  @ParameterizedTest
  @MethodSource("illFramed")
  void opensAnotherAfterAnAnswerWhoseEndIsUncertain(FakeAnswer answer) {
    receiver.answer(answer);
    try (HttpSender sender = sender()) {
      succeed(sender, receiver.url("/1"));
      receiver.awaitEnded(1, BOUND);
      succeed(sender, receiver.url("/2"));
    }
    assertThat(receiver.connections()).isEqualTo(2);
  }

  @Test
  void noticesThatTheReceiverHungUpBeforeItSendsAnything() {
    receiver.answer(new FakeAnswer.ThenClose(FakeAnswer.status(200)));
    try (HttpSender sender = sender()) {
      for (int i = 1; i <= 20; i++) {
        succeed(sender, receiver.url("/"));
        receiver.awaitEnded(i, BOUND);
      }
    }
    assertThat(receiver.received()).isEqualTo(20);
  }

  @Test
  void endsWhatIsIdleForTooLong() {
    try (HttpSender sender = sender(new PoolLimits(64, 1000, Duration.ofMillis(1)))) {
      succeed(sender, receiver.url("/"));
      receiver.awaitEnded(1, BOUND);
    }
  }

  @Test
  void endsWhatTheReceiverWillNotKeep() {
    receiver.answer(new FakeAnswer.Honest(200, "Keep-Alive: timeout=1, max=9\r\n", ""));
    try (HttpSender sender = sender()) {
      succeed(sender, receiver.url("/"));
      receiver.awaitEnded(1, BOUND);
    }
  }

  @Test
  void keepsNoMoreForOneDestinationThanItMay() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    receiver.answer(new FakeAnswer.Held(latch, FakeAnswer.status(200)));
    try (HttpSender sender = sender(new PoolLimits(2, 1000, HOUR))) {
      List<FutureTask<Sent>> five =
          IntStream.range(0, 5)
              .mapToObj(
                  _ ->
                      new FutureTask<>(
                          () -> sender.send(Requests.to(receiver.url("/")), Requests.AMPLE)))
              .toList();
      five.forEach(task -> Thread.ofVirtual().start(task));
      receiver.await(5, BOUND);
      latch.countDown();
      for (FutureTask<Sent> task : five) {
        assertThat(task.get(20, TimeUnit.SECONDS).outcome()).isInstanceOf(Outcome.Answered.class);
      }
      receiver.awaitEnded(3, BOUND);
      assertThat(receiver.connections()).isEqualTo(5);
    }
  }

  @Test
  void keepsNoMoreInAllThanItMay() {
    PoolLimits limits = new PoolLimits(64, 20, HOUR);
    Resolver everywhere = _ -> List.of(InetAddress.ofLiteral("127.0.0.1"));
    try (HttpSender sender = HttpSender.open(Requests.loopback().withPool(limits), everywhere)) {
      for (int i = 0; i < 300; i++) {
        succeed(sender, URI.create("http://host-" + i + ".example:" + receiver.port() + "/"));
      }
      receiver.awaitEnded(280, BOUND);
    }
    receiver.awaitEnded(300, BOUND);
  }

  /// Rebinding: the name points to an allowed address while it is checked and to a forbidden one
  /// afterwards.
  @Test
  void connectsToTheAddressThatWasCheckedAndAsksOncePerConnection() {
    AtomicInteger questions = new AtomicInteger();
    Resolver turncoat =
        _ ->
            List.of(
                InetAddress.ofLiteral(
                    questions.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254"));
    URI url = URI.create("http://turncoat.example:" + receiver.port() + "/");
    try (HttpSender sender = HttpSender.open(Requests.loopback(), turncoat)) {
      succeed(sender, url);
      assertThat(questions).hasValue(1);
      assertThat(receiver.callbacks().getFirst().header("Host"))
          .contains("turncoat.example:" + receiver.port());
      succeed(sender, url);
      assertThat(questions).hasValue(1);

      receiver.dropConnections();
      receiver.awaitEnded(1, BOUND);
      assertThat(sender.send(Requests.to(url), Requests.AMPLE).outcome())
          .isInstanceOf(Outcome.Blocked.class);
    }
  }

  @Test
  void triesTheNextAddressOfANameWhenOneRefuses() {
    Resolver two =
        _ -> List.of(InetAddress.ofLiteral("127.0.0.77"), InetAddress.ofLiteral("127.0.0.1"));
    try (HttpSender sender = HttpSender.open(Requests.loopback(), two)) {
      succeed(sender, URI.create("http://two.example:" + receiver.port() + "/"));
    }
  }
}
