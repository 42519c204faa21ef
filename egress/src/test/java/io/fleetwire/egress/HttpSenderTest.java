package io.fleetwire.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Outcome.Fault;
import io.fleetwire.engine.Outcome.Phase;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Sender;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Timeline;
import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.FixedPort;
import io.fleetwire.testkit.ReceivedCallback;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpSenderTest {
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final FakeReceiver receiver = FakeReceiver.start();
  private final HttpSender sender = HttpSender.open(Requests.loopback());

  @AfterEach
  void stop() {
    sender.close();
    receiver.close();
  }

  private Outcome send(URI url) {
    return sender.send(Requests.to(url), Requests.AMPLE).outcome();
  }

  private static Outcome.Answered answered(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Answered.class);
    return (Outcome.Answered) outcome;
  }

  @Test
  void sendsExactlyTheBytesAndHeadersItWasGiven() {
    OutboundRequest request =
        Requests.to(receiver.url("/a%20b/c?d=e&f"), new Header("X-WSM-TRACEID", "T1, \"x\""));
    Outcome.Answered answer = answered(sender.send(request, Requests.AMPLE).outcome());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.isSuccess()).isTrue();
    ReceivedCallback callback = receiver.callbacks().getFirst();
    assertThat(callback.method()).isEqualTo("POST");
    assertThat(callback.path()).isEqualTo("/a%20b/c?d=e&f");
    assertThat(callback.body().bytes()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":1}");
    assertThat(callback.headers())
        .containsExactly(
            new Header("Host", "127.0.0.1:" + receiver.port()),
            new Header("X-WSM-TRACEID", "T1, \"x\""),
            new Header("Content-Type", "application/json"),
            new Header("User-Agent", "Fleetwire/test"),
            new Header("Content-Length", "7"));
  }

  @Test
  void returnsStatusHeadersAndBody() {
    receiver.answer(new FakeAnswer.Honest(429, "Retry-After: 7\r\n", "slow down"));
    Outcome.Answered answer = answered(send(receiver.url("/")));
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.isSuccess()).isFalse();
    assertThat(answer.header("retry-after")).contains("7");
    assertThat(answer.body().bytes()).asString(StandardCharsets.UTF_8).isEqualTo("slow down");
    assertThat(answer.bodyComplete()).isTrue();
  }

  @Test
  void sendsALongBodyWhole() {
    byte[] body = new byte[1_500_000];
    Payload payload = new Payload("application/octet-stream", body);
    OutboundRequest request = new OutboundRequest(receiver.url("/"), List.of(), payload);
    assertThat(answered(sender.send(request, Requests.AMPLE).outcome()).status()).isEqualTo(200);
    assertThat(receiver.callbacks().getFirst().body()).isEqualTo(payload);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void neverFollowsARedirect(int status) {
    receiver.answer(
        new FakeAnswer.Honest(status, "Location: " + receiver.url("/elsewhere") + "\r\n", ""));
    assertThat(answered(send(receiver.url("/"))).status()).isEqualTo(status);
    assertThat(receiver.received()).isEqualTo(1);
  }

  @Test
  void neverSendsTwiceWhatMayHaveBeenProcessed() {
    receiver.answer(FakeAnswer.status(200), new FakeAnswer.Close(), FakeAnswer.status(200));
    send(receiver.url("/"));
    assertThat(send(receiver.url("/")))
        .isEqualTo(new Outcome.Unreachable(Fault.RESET, "the receiver ended the connection"));
    assertThat(receiver.received()).isEqualTo(2);
  }

  @Test
  void looksOnceMoreBeforeTheFirstByte() {
    OutboundRequest request = Requests.to(receiver.url("/"));
    assertThat(sender.send(request, Requests.AMPLE, () -> false).outcome())
        .isEqualTo(Sender.FORBIDDEN);
    send(receiver.url("/"));
    assertThat(sender.send(request, Requests.AMPLE, () -> false).outcome())
        .as("on a connection that was there")
        .isEqualTo(Sender.FORBIDDEN);
    send(receiver.url("/"));
    assertThat(receiver.received()).isEqualTo(2);
  }

  @Test
  void tellsARefusedConnection() {
    assertThat(send(URI.create("http://127.0.0.1:" + FixedPort.choose() + "/")))
        .isInstanceOfSatisfying(
            Outcome.Unreachable.class, it -> assertThat(it.fault()).isEqualTo(Fault.REFUSED));
  }

  @Test
  void tellsAResetConnection() {
    receiver.answer(new FakeAnswer.Reset());
    assertThat(send(receiver.url("/")))
        .isInstanceOfSatisfying(
            Outcome.Unreachable.class, it -> assertThat(it.fault()).isEqualTo(Fault.RESET));
  }

  @Test
  void tellsWhereTheTimeWent() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    receiver.answer(new FakeAnswer.Held(latch, FakeAnswer.status(200)));
    FutureTask<Sent> sending =
        new FutureTask<>(() -> sender.send(Requests.to(receiver.url("/")), Requests.AMPLE));
    Thread.ofVirtual().start(sending);
    receiver.await(1, BOUND);
    latch.countDown();
    Timeline first = resultOf(sending).timeline();
    assertThat(first.connect()).isPositive();
    assertThat(first.firstByte()).isPositive();
    assertThat(first.total())
        .isGreaterThanOrEqualTo(first.resolve().plus(first.connect()).plus(first.firstByte()));

    Timeline second = sender.send(Requests.to(receiver.url("/")), Requests.AMPLE).timeline();
    assertThat(second.connect()).isZero();
  }

  @Test
  void anInterruptEndsItAndIsKept() throws InterruptedException {
    receiver.answer(new FakeAnswer.Hang());
    boolean[] kept = new boolean[1];
    FutureTask<Sent> sending =
        new FutureTask<>(
            () -> {
              Sent sent = sender.send(Requests.to(receiver.url("/")), Requests.AMPLE);
              kept[0] = Thread.currentThread().isInterrupted();
              return sent;
            });
    Thread thread = Thread.ofVirtual().start(sending);
    receiver.await(1, BOUND);
    thread.interrupt();
    assertThat(resultOf(sending).outcome()).isEqualTo(new Outcome.TimedOut(Phase.TOTAL));
    assertThat(kept[0]).isTrue();
    receiver.awaitEnded(1, BOUND);
  }

  private static Sent resultOf(FutureTask<Sent> task) throws InterruptedException {
    try {
      return task.get(BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void refusesWhatCannotBeWritten() {
    OutboundRequest split =
        Requests.to(receiver.url("/"), new Header("X-WSM-TRACEID", "a\r\nHost: evil"));
    assertThat(sender.send(split, Requests.AMPLE).outcome())
        .isInstanceOfSatisfying(
            Outcome.NotComposed.class, it -> assertThat(it.detail()).contains("X-WSM-TRACEID"));
    assertThat(receiver.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://127.0.0.1/",
        "http://user@127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://localhost./",
        "http://[::1%251]/",
        "http://127.0.0.1:0/",
        "http://127.0.0.1:65536/",
        "//127.0.0.1/",
        "http:///x",
        "mailto:a@b"
      })
  void refusesUrlsThatAreSpeltToDeceive(String url) {
    assertThat(send(URI.create(url))).isInstanceOf(Outcome.Blocked.class);
  }

  @Test
  void refusesTheServersOwnLoopbackUnlessItIsAllowed() {
    try (HttpSender standard = HttpSender.open(EgressSettings.standard("test"))) {
      Outcome outcome = standard.send(Requests.to(receiver.url("/")), Requests.AMPLE).outcome();
      assertThat(outcome).isEqualTo(new Outcome.Blocked("127.0.0.1 is this machine"));
      assertThat(receiver.connections()).isZero();
    }
  }

  @Test
  void sendsNothingAfterItWasClosed() {
    sender.close();
    assertThat(send(receiver.url("/"))).isInstanceOf(Outcome.Unreachable.class);
    assertThat(receiver.connections()).isZero();
  }
}
