package io.fleetwire.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Outcome.Fault;
import io.fleetwire.engine.TlsIdentity;
import io.fleetwire.testkit.FakeAuthority;
import io.fleetwire.testkit.FakeIdentity;
import io.fleetwire.testkit.FakeReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Receivers that ask who we are.
final class MutualTlsTest {
  @TempDir private Path folder;
  private final Instant now = InstantSource.system().instant();
  private final FakeAuthority servers = FakeAuthority.create("Lab authority", now);
  private final FakeAuthority clients = FakeAuthority.create("Client authority", now);
  private final FakeReceiver receiver =
      FakeReceiver.startMutualTls(servers.issue(now, "hooks.example").serverContext(clients));
  private HttpSender sender = HttpSender.open(Requests.loopback());

  @BeforeEach
  void trustTheServers() throws IOException {
    Path bundle = Files.writeString(folder.resolve("bundle.pem"), servers.certificatePem());
    sender.close();
    sender =
        HttpSender.open(
            Requests.loopback().withTrust(new Trust.PlatformAnd(bundle)),
            _ -> List.of(InetAddress.ofLiteral("127.0.0.1")));
  }

  @AfterEach
  void stop() {
    sender.close();
    receiver.close();
  }

  private TlsIdentity identity(FakeAuthority authority, String name) {
    return identity(authority.issue(now, name), name);
  }

  private static TlsIdentity identity(FakeIdentity issued, String name) {
    return new TlsIdentity(name, issued.keys().getPrivate(), List.of(issued.certificate()));
  }

  private Outcome send(Optional<TlsIdentity> identity) {
    URI url = URI.create("https://hooks.example:" + receiver.port() + "/");
    return sender
        .send(new OutboundRequest(url, List.of(), Requests.json("{}"), identity), Requests.AMPLE)
        .outcome();
  }

  @Test
  void showsItsCertificateToWhoAsks() {
    assertThat(send(Optional.of(identity(clients, "fleet.example"))))
        .isInstanceOf(Outcome.Answered.class);
    assertThat(receiver.clientNames()).containsExactly("CN=fleet.example");
  }

  @Test
  void showsAnRsaCertificateToo() {
    TlsIdentity rsa = identity(clients.issueRsa(now, "rsa.example"), "rsa.example");
    assertThat(send(Optional.of(rsa))).isInstanceOf(Outcome.Answered.class);
  }

  @Test
  void tellsThatACertificateIsAskedFor() {
    assertRefused(send(Optional.empty()));
  }

  @Test
  void tellsThatItsCertificateIsRefused() {
    assertRefused(send(Optional.of(identity(servers, "stranger.example"))));
  }

  /// The receiver says why and closes at once, so that its words may be lost in a reset.
  private void assertRefused(Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Unreachable.class, it -> assertThat(it.fault()).isIn(Fault.TLS, Fault.RESET));
    assertThat(receiver.received()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"certificate_required", "bad_certificate", "unknown_ca"})
  void saysWhatAnAlertMeans(String alert) {
    IOException told = new SSLHandshakeException("(" + alert + ") Received fatal alert: " + alert);
    assertThat(Failures.outcome(told, Outcome.Phase.FIRST_BYTE, false))
        .isInstanceOfSatisfying(
            Outcome.Unreachable.class,
            it -> {
              assertThat(it.fault()).isEqualTo(Fault.TLS);
              assertThat(it.detail()).startsWith("the receiver asks for a client certificate");
            });
  }

  @Test
  void tellsThatAHandshakeBrokeOff() {
    IOException broken =
        new SSLException("readHandshakeRecord", new SocketException("Broken pipe"));
    assertThat(Failures.outcome(broken, Outcome.Phase.CONNECT, false))
        .isEqualTo(new Outcome.Unreachable(Fault.TLS, "the handshake broke off: Broken pipe"));
  }

  @Test
  void usesAConnectionAgainForTheSameIdentityOnly() {
    FakeIdentity issued = clients.issue(now, "one.example");
    assertThat(send(Optional.of(identity(issued, "one")))).isInstanceOf(Outcome.Answered.class);
    assertThat(send(Optional.of(identity(issued, "one")))).isInstanceOf(Outcome.Answered.class);
    assertThat(receiver.connections()).isEqualTo(1);

    assertThat(send(Optional.of(identity(clients, "two.example"))))
        .isInstanceOf(Outcome.Answered.class);
    assertThat(receiver.connections()).isEqualTo(2);
    assertThat(receiver.clientNames())
        .containsExactlyInAnyOrder("CN=one.example", "CN=two.example");

    // neither a connection nor a session of somebody else is ever used for nobody
    assertThat(send(Optional.empty())).isInstanceOf(Outcome.Unreachable.class);
  }

  @Test
  void needsNoIdentityWithoutTls() {
    try (FakeReceiver plain = FakeReceiver.start()) {
      OutboundRequest request =
          new OutboundRequest(
              plain.url("/"),
              List.of(),
              Requests.json("{}"),
              Optional.of(identity(clients, "fleet.example")));
      assertThat(sender.send(request, Requests.AMPLE).outcome())
          .isInstanceOf(Outcome.Answered.class);
      assertThat(sender.send(Requests.to(plain.url("/")), Requests.AMPLE).outcome())
          .isInstanceOf(Outcome.Answered.class);
      assertThat(plain.connections()).isEqualTo(1);
    }
  }
}
