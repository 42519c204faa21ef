package io.fleetwire.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Outcome.Fault;
import io.fleetwire.engine.Outcome.Phase;
import io.fleetwire.engine.Secret;
import io.fleetwire.testkit.FakeAuthority;
import io.fleetwire.testkit.FakeIdentity;
import io.fleetwire.testkit.FakeProxy;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.FixedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Receivers that are reached through a proxy.
final class ProxyTest {
  private final FakeProxy proxy = FakeProxy.start();
  private final FakeReceiver receiver = FakeReceiver.start();

  /// A machine whose name server knows nobody but the proxy.
  private final Resolver closed =
      host -> {
        if (host.equals("proxy.example")) {
          return List.of(InetAddress.ofLiteral("127.0.0.1"));
        }
        throw new UnknownHostException(host);
      };

  @AfterEach
  void stop() {
    receiver.close();
    proxy.close();
  }

  private ForwardProxy settings(Optional<Secret> credentials) {
    return new ForwardProxy(
        "proxy.example",
        proxy.port(),
        credentials,
        List.of(Cidr.parse("127.0.0.0/8")),
        List.of("inside.example"));
  }

  private HttpSender sender(ForwardProxy through) {
    return HttpSender.open(Requests.loopback().withProxy(through), closed);
  }

  private static URI url(String scheme, String host, FakeReceiver to) {
    return URI.create(scheme + "://" + host + ":" + to.port() + "/");
  }

  private Outcome send(URI url) {
    try (HttpSender sender = sender(settings(Optional.empty()))) {
      return sender.send(Requests.to(url), Requests.AMPLE).outcome();
    }
  }

  private static void assertUnreachable(Outcome outcome, Fault fault, String detail) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Unreachable.class,
            it -> {
              assertThat(it.fault()).isEqualTo(fault);
              assertThat(it.detail()).startsWith("the proxy proxy.example:").contains(detail);
            });
  }

  @Test
  void aReceiverIsReachedThroughItAndItsNameIsNotLookedUpHere() {
    try (HttpSender sender = sender(settings(Optional.empty()))) {
      for (int i = 0; i < 3; i++) {
        assertThat(
                sender
                    .send(Requests.to(url("http", "hooks.example", receiver)), Requests.AMPLE)
                    .outcome())
            .isInstanceOf(Outcome.Answered.class);
      }
    }
    assertThat(receiver.received()).isEqualTo(3);
    assertThat(proxy.asked())
        .as("one tunnel serves them all")
        .containsExactly("hooks.example:" + receiver.port());
  }

  @Test
  void overTlsTheReceiverProvesItsNameThroughTheTunnel(@TempDir Path folder) throws IOException {
    Instant now = InstantSource.system().instant();
    FakeAuthority authority = FakeAuthority.create("Lab authority", now);
    FakeIdentity identity = authority.issue(now, "hooks.example");
    Path bundle = Files.writeString(folder.resolve("bundle.pem"), authority.certificatePem());
    EgressSettings trusting =
        Requests.loopback()
            .withTrust(new Trust.PlatformAnd(bundle))
            .withProxy(settings(Optional.empty()));
    try (FakeReceiver secure = FakeReceiver.startTls(identity.serverContext());
        HttpSender sender = HttpSender.open(trusting, closed)) {
      assertThat(
              sender
                  .send(Requests.to(url("https", "hooks.example", secure)), Requests.AMPLE)
                  .outcome())
          .isInstanceOf(Outcome.Answered.class);
      assertThat(secure.serverNames()).containsExactly("hooks.example");
      assertThat(
              sender
                  .send(Requests.to(url("https", "other.example", secure)), Requests.AMPLE)
                  .outcome())
          .isInstanceOfSatisfying(
              Outcome.Unreachable.class, it -> assertThat(it.fault()).isEqualTo(Fault.TLS));
    }
  }

  @Test
  void whatIsLeftOutIsCalledDirectly() {
    assertThat(send(receiver.url("/"))).isInstanceOf(Outcome.Answered.class);
    assertThat(send(url("http", "hooks.inside.example", receiver)))
        .isEqualTo(
            new Outcome.Unreachable(Fault.NAME_NOT_FOUND, "no address for hooks.inside.example"));
    assertThat(proxy.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "inside.example, true",
    "a.b.inside.example, true",
    "outside.example, false",
    "notinside.example, false",
    "127.3.4.5, true",
    "10.0.0.1, false",
  })
  void tellsWhatIsLeftOut(String host, boolean left) {
    assertThat(settings(Optional.empty()).leavesOut(host)).isEqualTo(left);
  }

  @Test
  void itIsToldWhoAsks() {
    proxy.require("\r\nProxy-Authorization: Basic a2FpOm7DvHI=\r\n");
    assertUnreachable(
        send(url("http", "hooks.example", receiver)), Fault.OTHER, "egress.proxy-credentials");
    try (HttpSender sender = sender(settings(Optional.of(new Secret("kai:nür"))))) {
      assertThat(
              sender
                  .send(Requests.to(url("http", "hooks.example", receiver)), Requests.AMPLE)
                  .outcome())
          .isInstanceOf(Outcome.Answered.class);
    }
  }

  @Test
  void whatItRefusesIsToldOfIt() {
    proxy.say("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
    assertUnreachable(
        send(url("http", "hooks.example", receiver)),
        Fault.OTHER,
        "does not let us through to hooks.example:" + receiver.port() + " (403)");
    proxy.say("HTTP/1.1 504 Gateway Timeout\r\n\r\n");
    assertUnreachable(
        send(url("http", "hooks.example", receiver)), Fault.OTHER, "cannot reach hooks.example:");
    proxy.say("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");
    assertUnreachable(send(url("http", "hooks.example", receiver)), Fault.OTHER, "silent");
    proxy.say("SSH-2.0-OpenSSH_9.9\r\n");
    assertUnreachable(send(url("http", "hooks.example", receiver)), Fault.OTHER, "HTTP/1.1");
    assertThat(receiver.received()).isZero();
  }

  @Test
  void nobodyAtItsPlaceIsToldOfIt() {
    ForwardProxy nobody =
        new ForwardProxy(
            "proxy.example", FixedPort.choose(), Optional.empty(), List.of(), List.of());
    try (HttpSender sender = sender(nobody)) {
      assertUnreachable(
          sender
              .send(Requests.to(url("http", "hooks.example", receiver)), Requests.AMPLE)
              .outcome(),
          Fault.REFUSED,
          "refused");
    }
  }

  @Test
  void itsSilenceCountsAsConnecting() {
    proxy.say("");
    try (HttpSender sender = sender(settings(Optional.empty()))) {
      assertThat(
              sender
                  .send(Requests.to(url("http", "hooks.example", receiver)), Requests.NO_CONNECT)
                  .outcome())
          .isEqualTo(new Outcome.TimedOut(Phase.CONNECT));
    }
  }

  @Test
  void anAddressThatMustNotBeCalledIsNotAskedForEither() {
    assertThat(send(URI.create("http://169.254.169.254/latest/")))
        .isInstanceOf(Outcome.Blocked.class);
    assertThat(send(URI.create("http://[::ffff:169.254.169.254]/")))
        .isInstanceOf(Outcome.Blocked.class);
    assertThat(proxy.asked()).isEmpty();
  }
}
