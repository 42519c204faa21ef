package io.fleetwire.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.CallbackUrl;
import io.fleetwire.engine.Outcome;
import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Spellings and tricks by which people have made servers call themselves, from the URL as a
/// customer writes it to the socket. A receiver on this machine must see none of them.
final class AddressCorpusTest {
  private final FakeReceiver receiver = FakeReceiver.start();

  /// Whatever name is asked for leads here: names prove nothing.
  private final HttpSender sender =
      HttpSender.open(
          EgressSettings.standard("test"), _ -> List.of(InetAddress.ofLiteral("127.0.0.1")));

  @AfterEach
  void stop() {
    sender.close();
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // plain
        "http://127.0.0.1:PORT/",
        "http://127.255.255.254:PORT/",
        "http://0.0.0.0:PORT/",
        "http://localhost:PORT/",
        "http://[::1]:PORT/",
        "http://[::]:PORT/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.100.100.200/",
        "http://[fd00:ec2::254]/",
        // numbers that some resolvers read as addresses
        "http://2130706433:PORT/",
        "http://017700000001:PORT/",
        "http://0x7f000001:PORT/",
        "http://0x7f.1:PORT/",
        "http://127.1:PORT/",
        "http://127.0.1:PORT/",
        "http://0177.0.0.1:PORT/",
        "http://127.0.0.01:PORT/",
        "http://127.0.0.0x1:PORT/",
        "http://0:PORT/",
        "http://4294967297:PORT/",
        "http://127.0.0.1.:PORT/",
        "http://localhost.:PORT/",
        "http://127.0.0.1..:PORT/",
        // other digits, other dots, and escapes
        "http://①②⑦.⓪.⓪.①:PORT/",
        "http://１２７.0.0.1:PORT/",
        "http://127。0。0。1:PORT/",
        "http://127%2e0%2e0%2e1:PORT/",
        "http://%6c%6f%63alhost:PORT/",
        "http://loc\u00adalhost:PORT/",
        "http://localhost%00.good.example:PORT/",
        // whose host is it?
        "http://good.example@127.0.0.1:PORT/",
        "http://good.example:80@127.0.0.1:PORT/",
        "http://127.0.0.1:PORT#@good.example/",
        "http://127.0.0.1:PORT\\@good.example/",
        "http://good.example\\@127.0.0.1:PORT/",
        "http://127.0.0.1:PORT\t.good.example/",
        "http:127.0.0.1:PORT/",
        "http:/127.0.0.1:PORT/",
        "http:///127.0.0.1:PORT/",
        "//127.0.0.1:PORT/",
        "http://127.0.0.1:PORT:80/",
        // IPv6 that carries IPv4
        "http://[::ffff:127.0.0.1]:PORT/",
        "http://[::ffff:7f00:1]:PORT/",
        "http://[0:0:0:0:0:ffff:7f00:0001]:PORT/",
        "http://[::127.0.0.1]:PORT/",
        "http://[::ffff:0:127.0.0.1]:PORT/",
        "http://[64:ff9b::127.0.0.1]:PORT/",
        "http://[64:ff9b:1::7f00:1]:PORT/",
        "http://[2002:7f00:1::]:PORT/",
        "http://[2001:0:7f00:1::]:PORT/",
        "http://[fd00::5efe:7f00:1]:PORT/",
        "http://[fe80::1%25lo]:PORT/",
        "http://[::1%lo]:PORT/",
        "http://[fe80::1]:PORT/",
        "http://[ff02::1]:PORT/",
        // names that lead inward
        "http://127.0.0.1.good.example:PORT/",
        "http://rebind.good.example:PORT/",
        "http://metadata.good.example:PORT/",
        // other doors
        "file:///etc/passwd",
        "gopher://127.0.0.1:PORT/_x",
        "jar:http://127.0.0.1:PORT/!/",
        "ftp://127.0.0.1:PORT/"
      })
  void neverComesHome(String template) {
    String text = template.replace("PORT", Integer.toString(receiver.port()));
    // refused when it is written, or else when it is called
    if (CallbackUrl.check(text) instanceof CallbackUrl.Fit(URI url)) {
      assertThat(sender.send(Requests.to(url), Requests.AMPLE).outcome())
          .isInstanceOf(Outcome.Blocked.class);
    }
    assertThat(receiver.connections()).isZero();
  }

  /// A name that was good when it was judged and is another one a moment later: it is asked for
  /// once, and the connection goes to that answer; the next connection asks, and judges, again.
  @Test
  void connectsToTheVeryAddressThatWasJudged() {
    AtomicInteger asked = new AtomicInteger();
    Resolver turncoat =
        _ ->
            List.of(
                InetAddress.ofLiteral(
                    asked.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254"));
    URI url = URI.create("http://rebind.example:" + receiver.port() + "/");
    try (HttpSender rebound = HttpSender.open(Requests.loopback(), turncoat)) {
      assertThat(rebound.send(Requests.to(url), Requests.AMPLE).outcome())
          .isInstanceOf(Outcome.Answered.class);
      assertThat(asked).hasValue(1);
      receiver.dropConnections();
      receiver.awaitEnded(1, Duration.ofSeconds(20));
      assertThat(rebound.send(Requests.to(url), Requests.AMPLE).outcome())
          .isInstanceOf(Outcome.Blocked.class);
      assertThat(asked).hasValue(2);
    }
  }

  /// What a friendly receiver says about where to go is never followed, wherever it leads.
  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectInwardsLeadsNowhere(int status) {
    try (FakeReceiver friendly = FakeReceiver.start();
        HttpSender lab = HttpSender.open(Requests.loopback())) {
      friendly.answer(
          new FakeAnswer.Honest(status, "Location: " + receiver.url("/inside") + "\r\n", ""));
      assertThat(lab.send(Requests.to(friendly.url("/")), Requests.AMPLE).outcome())
          .isInstanceOfSatisfying(
              Outcome.Answered.class, it -> assertThat(it.isSuccess()).isFalse());
    }
    assertThat(receiver.connections()).isZero();
  }
}
