package io.fleetwire.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Outcome.Fault;
import io.fleetwire.engine.Outcome.Phase;
import io.fleetwire.engine.Payload;
import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a receiver does, an attempt ends by its budgets, reads no more than it may, and leaves
/// no connection behind.
final class MisbehavingReceiverTest {
  private static final Duration BOUND = Duration.ofSeconds(20);

  /// What the kernel takes from a talkative receiver before anybody reads it, on any machine.
  private static final long SOCKET_BUFFERS_MAX = 16L * 1024 * 1024;

  private final FakeReceiver receiver = FakeReceiver.start();
  private final HttpSender sender = HttpSender.open(Requests.loopback());

  @AfterEach
  void stop() {
    sender.close();
    receiver.close();
  }

  private Outcome send(FakeAnswer answer, Budgets budgets) {
    receiver.answer(answer);
    return sender.send(Requests.to(receiver.url("/")), budgets).outcome();
  }

  static Stream<Arguments> silences() {
    Duration slow = Duration.ofMillis(40);
    return Stream.of(
        Arguments.of(new FakeAnswer.Hang(), Requests.NO_FIRST_BYTE, Phase.FIRST_BYTE),
        // a byte now and then is not an answer: only the total bounds it
        Arguments.of(new FakeAnswer.Drip(slow), Requests.BRIEF, Phase.TOTAL),
        Arguments.of(begun("HTTP/1.1 200 OK\r\nX-A: b\r\n"), Requests.BRIEF, Phase.TOTAL),
        Arguments.of(begun("HTTP/1.1 103 Hints\r\n\r\n"), Requests.BRIEF, Phase.TOTAL));
  }

  private static FakeAnswer begun(String text) {
    return new FakeAnswer.Raw(text, false);
  }

  @ParameterizedTest
  @MethodSource("silences")
  void endsByItsBudgetWhenNoAnswerComes(FakeAnswer answer, Budgets budgets, Phase phase) {
    assertThat(send(answer, budgets)).isEqualTo(new Outcome.TimedOut(phase));
    receiver.awaitEnded(1, BOUND);
  }

  @Test
  void endsByItsBudgetWhenNobodyAccepts() {
    try (FakeReceiver full = FakeReceiver.startUnaccepting()) {
      assertThat(sender.send(Requests.to(full.url("/")), Requests.NO_CONNECT).outcome())
          .isEqualTo(new Outcome.TimedOut(Phase.CONNECT));
    }
  }

  @Test
  void endsByItsBudgetWhenNobodyReadsTheRequest() {
    try (FakeReceiver deaf = FakeReceiver.startDeaf()) {
      Payload body = new Payload("text/plain", new byte[(int) SOCKET_BUFFERS_MAX]);
      OutboundRequest request = new OutboundRequest(deaf.url("/"), List.of(), body);
      assertThat(sender.send(request, Requests.NO_FIRST_BYTE).outcome())
          .isEqualTo(new Outcome.TimedOut(Phase.FIRST_BYTE));
    }
  }

  /// It answers after the head, and closes with most of the body unread, which resets the
  /// connection: what it said counts for more than the reset.
  @Test
  void hearsAReceiverThatAnswersBeforeItHasReadAll() throws IOException {
    Payload body = new Payload("text/plain", new byte[(int) SOCKET_BUFFERS_MAX]);
    try (ServerSocket impatient = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerTheHead(impatient));
      URI url = URI.create("http://127.0.0.1:" + impatient.getLocalPort() + "/");
      assertThat(sender.send(new OutboundRequest(url, List.of(), body), Requests.AMPLE).outcome())
          .isInstanceOfSatisfying(
              Outcome.Answered.class, it -> assertThat(it.status()).isEqualTo(413));
    }
  }

  private static void answerTheHead(ServerSocket listener) {
    try (Socket socket = listener.accept()) {
      InputStream in = socket.getInputStream();
      for (int seen = 0; seen < 4; ) {
        seen = in.read() == "\r\n\r\n".charAt(seen) ? seen + 1 : 0;
      }
      String answer = "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n";
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Arguments> endlessBodies() {
    return Stream.of(
        Arguments.of(new FakeAnswer.EndlessBody(true), 1000),
        Arguments.of(new FakeAnswer.EndlessBody(false), 1000),
        Arguments.of(new FakeAnswer.LyingLength(Long.MAX_VALUE / 20, 5000), 1000),
        Arguments.of(new FakeAnswer.LyingLength(10, 4), 4),
        Arguments.of(new FakeAnswer.LyingLength(900, 0), 0),
        Arguments.of(chunked("7fffffff\r\nabc", true), 3),
        Arguments.of(chunked("3\r\nabc\r\n", true), 3),
        Arguments.of(chunked("3\r\nabcdef\r\n", true), 3),
        Arguments.of(chunked("x\r\n", true), 0),
        Arguments.of(chunked("ffffffffffffffff\r\n", true), 0),
        Arguments.of(chunked("3;" + "e".repeat(3000) + "\r\nabc\r\n0\r\n\r\n", true), 0),
        // a thousand bytes of extensions before each byte: 32 KiB of them are read
        Arguments.of(chunked(("1;" + "e".repeat(1000) + "\r\nx\r\n").repeat(500), true), 32),
        Arguments.of(chunked("1\r\nx\r\n0\r\n" + "T: x\r\n".repeat(20_000), true), 1),
        Arguments.of(chunked("0\r\nT: " + "x".repeat(40_000) + "\r\n\r\n", true), 0));
  }

  private static FakeAnswer chunked(String body, boolean close) {
    return new FakeAnswer.Raw(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body, close);
  }

  /// The status was said, and said in time. That it was not the whole truth is told by the body.
  @ParameterizedTest
  @MethodSource("endlessBodies")
  void takesTheAnswerButNotABodyWithoutEnd(FakeAnswer answer, int bytes) {
    assertThat(send(answer, Requests.AMPLE))
        .isInstanceOfSatisfying(
            Outcome.Answered.class,
            it -> {
              assertThat(it.status()).isEqualTo(200);
              assertThat(it.bodyComplete()).isFalse();
              assertThat(it.body().size()).isEqualTo(bytes);
            });
    receiver.awaitEnded(1, BOUND);
    assertThat(receiver.bytesSent()).isLessThan(SOCKET_BUFFERS_MAX);
  }

  static Stream<Arguments> unfinished() {
    return Stream.of(
        Arguments.of(new FakeAnswer.DripBody(Duration.ofMillis(20)), 0),
        Arguments.of(chunked("3\r\nabc\r\n", false), 3));
  }

  @ParameterizedTest
  @MethodSource("unfinished")
  void takesTheAnswerWhenTheRestOfItsBodyNeverComes(FakeAnswer answer, int bytesAtLeast) {
    assertThat(send(answer, Requests.BRIEF))
        .isInstanceOfSatisfying(
            Outcome.Answered.class,
            it -> {
              assertThat(it.bodyComplete()).isFalse();
              assertThat(it.body().size()).isGreaterThanOrEqualTo(bytesAtLeast);
            });
    receiver.awaitEnded(1, BOUND);
  }

  static Stream<Arguments> gibberish() {
    String ok = "HTTP/1.1 200 OK\r\n";
    return Stream.of(
            "SSH-2.0-OpenSSH_9.9\r\n",
            "HTTP/2 200\r\n\r\n",
            "HTTP/1.1 OK\r\n\r\n",
            "HTTP/1.1 20 OK\r\n\r\n",
            "HTTP/1.1 099 Low\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n".repeat(20),
            ("HTTP/1.1 103 Early\r\n" + "Link: x\r\n".repeat(100) + "\r\n").repeat(50),
            "HTTP/1.1 200 " + "x".repeat(40_000) + "\r\n\r\n",
            ok + "X".repeat(40_000) + ": y\r\n\r\n",
            ok + "X-Nul\0: y\r\n\r\n",
            ok + "Content-Length: +5\r\n\r\nhello",
            ok + "Content-Length: 0x5\r\n\r\nhello",
            "\r\n" + ok + "\r\n",
            "\0".repeat(100_000),
            ok + "no colon\r\n\r\n",
            ok + "sp ace: x\r\n\r\n",
            ok + ": nameless\r\n\r\n",
            ok + " folded: first\r\n\r\n",
            ok + "Content-Length: 1\r\n 0\r\n\r\n",
            ok + "Content-Length: x\r\n\r\n",
            ok + "Content-Length: -1\r\n\r\n",
            ok + "Content-Length: 9999999999999999999\r\n\r\n",
            ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
            ok + "A: b\r\n".repeat(500) + "\r\n")
        .map(text -> Arguments.of(new FakeAnswer.Raw(text, true)));
  }

  @ParameterizedTest
  @MethodSource("gibberish")
  void refusesWhatIsNotHttp(FakeAnswer answer) {
    assertThat(send(answer, Requests.AMPLE))
        .isInstanceOfSatisfying(
            Outcome.Unreachable.class, it -> assertThat(it.fault()).isEqualTo(Fault.NOT_HTTP));
    receiver.awaitEnded(1, BOUND);
  }

  @Test
  void refusesHeadersWithoutEnd() {
    assertThat(send(new FakeAnswer.HugeHeaders(0, true), Requests.AMPLE))
        .isInstanceOfSatisfying(
            Outcome.Unreachable.class, it -> assertThat(it.fault()).isEqualTo(Fault.NOT_HTTP));
    receiver.awaitEnded(1, BOUND);
    assertThat(receiver.bytesSent()).isLessThan(SOCKET_BUFFERS_MAX);
  }

  @Test
  void readsLongButDecentHeaders() {
    assertThat(send(new FakeAnswer.HugeHeaders(20_000, false), Requests.AMPLE))
        .isInstanceOf(Outcome.Answered.class);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(new FakeAnswer.Close()),
        Arguments.of(new FakeAnswer.Reset()),
        Arguments.of(new FakeAnswer.Raw("HTTP/1.1 200 OK\r\nX-A", true)),
        Arguments.of(new FakeAnswer.Raw("HT", true)));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void tellsAnAnswerThatBrokeOff(FakeAnswer answer) {
    assertThat(send(answer, Requests.AMPLE))
        .isInstanceOfSatisfying(
            Outcome.Unreachable.class, it -> assertThat(it.fault()).isEqualTo(Fault.RESET));
  }
}
