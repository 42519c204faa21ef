package io.fleetwire.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Outcome.Fault;
import io.fleetwire.engine.Outcome.Phase;
import io.fleetwire.testkit.FakeAuthority;
import io.fleetwire.testkit.FakeIdentity;
import io.fleetwire.testkit.FakeReceiver;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TlsTest {
  private static final Duration BOUND = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final Instant now = InstantSource.system().instant();
  private final FakeAuthority authority = FakeAuthority.create("Lab authority", now);

  /// Every name leads to the fakes.
  private final Resolver everywhere = _ -> List.of(InetAddress.ofLiteral("127.0.0.1"));

  private HttpSender trusting(FakeAuthority trusted) throws IOException {
    Path bundle = folder.resolve("bundle.pem");
    String other = FakeAuthority.create("Other authority", now).certificatePem();
    Files.writeString(bundle, "# two of them\n" + other + "\n" + trusted.certificatePem());
    EgressSettings settings = Requests.loopback().withTrust(new Trust.PlatformAnd(bundle));
    return HttpSender.open(settings, everywhere);
  }

  private static URI url(String host, FakeReceiver receiver) {
    return URI.create("https://" + host + ":" + receiver.port() + "/");
  }

  private static Outcome send(HttpSender sender, URI url) {
    return sender.send(Requests.to(url), Requests.AMPLE).outcome();
  }

  @Test
  void sendsToAReceiverWhoseAuthorityIsInTheBundle() throws IOException {
    FakeIdentity identity = authority.issue(now, "hooks.example", "127.0.0.1");
    try (FakeReceiver receiver = FakeReceiver.startTls(identity.serverContext());
        HttpSender sender = trusting(authority)) {
      assertThat(send(sender, url("hooks.example", receiver))).isInstanceOf(Outcome.Answered.class);
      assertThat(send(sender, url("hooks.example", receiver))).isInstanceOf(Outcome.Answered.class);
      assertThat(receiver.connections()).isEqualTo(1);
      assertThat(receiver.serverNames()).containsExactly("hooks.example");

      assertThat(send(sender, url("127.0.0.1", receiver))).isInstanceOf(Outcome.Answered.class);
      assertThat(receiver.connections()).isEqualTo(2);
    }
  }

  @Test
  void saysGoodbyeToIdleConnections() throws IOException {
    FakeIdentity identity = authority.issue(now, "hooks.example");
    try (FakeReceiver receiver = FakeReceiver.startTls(identity.serverContext())) {
      try (HttpSender sender = trusting(authority)) {
        assertThat(send(sender, url("hooks.example", receiver)))
            .isInstanceOf(Outcome.Answered.class);
      }
      receiver.awaitEnded(1, BOUND);
    }
  }

  @Test
  void noticesThatTheReceiverHungUp() throws IOException {
    FakeIdentity identity = authority.issue(now, "hooks.example");
    try (FakeReceiver receiver = FakeReceiver.startTls(identity.serverContext());
        HttpSender sender = trusting(authority)) {
      for (int i = 1; i <= 5; i++) {
        assertThat(send(sender, url("hooks.example", receiver)))
            .isInstanceOf(Outcome.Answered.class);
        receiver.dropConnections();
        receiver.awaitEnded(i, BOUND);
      }
    }
  }

  static Stream<Arguments> untrustworthy() {
    Instant now = InstantSource.system().instant();
    FakeAuthority lab = FakeAuthority.create("Lab authority", now);
    FakeAuthority stranger = FakeAuthority.create("Stranger", now);
    return Stream.of(
        Arguments.of(
            "an unknown authority",
            lab,
            stranger.issue(now, "hooks.example"),
            "comes from an authority that is not trusted"),
        Arguments.of(
            "another host", lab, lab.issue(now, "other.example"), "No subject alternative"),
        Arguments.of(
            "a past certificate", lab, lab.issueExpired(now, "hooks.example"), "has expired"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("untrustworthy")
  void sendsNothingToSomebodyWhoCannotProveWhoHeIs(
      String what, FakeAuthority trusted, FakeIdentity identity, String detail) throws IOException {
    try (FakeReceiver receiver = FakeReceiver.startTls(identity.serverContext());
        HttpSender sender = trusting(trusted)) {
      assertThat(send(sender, url("hooks.example", receiver)))
          .as(what)
          .isInstanceOfSatisfying(
              Outcome.Unreachable.class,
              it -> {
                assertThat(it.fault()).isEqualTo(Fault.TLS);
                assertThat(it.detail()).contains(detail);
              });
      assertThat(receiver.received()).isZero();
    }
  }

  @Test
  void trustsNoLabByDefault() {
    FakeIdentity identity = authority.issue(now, "hooks.example");
    try (FakeReceiver receiver = FakeReceiver.startTls(identity.serverContext());
        HttpSender sender = HttpSender.open(Requests.loopback(), everywhere)) {
      assertThat(send(sender, url("hooks.example", receiver)))
          .isInstanceOf(Outcome.Unreachable.class);
    }
  }

  @Test
  void tellsAReceiverThatDoesNotSpeakTls() throws IOException {
    try (FakeReceiver plain = FakeReceiver.start();
        HttpSender sender = trusting(authority)) {
      assertThat(send(sender, url("hooks.example", plain)))
          .isInstanceOfSatisfying(
              Outcome.Unreachable.class, it -> assertThat(it.fault()).isEqualTo(Fault.TLS));
    }
  }

  @Test
  void endsByItsBudgetWhenTheHandshakeHangs() throws IOException {
    try (FakeReceiver deaf = FakeReceiver.startDeaf();
        HttpSender sender = trusting(authority)) {
      assertThat(
              sender.send(Requests.to(url("hooks.example", deaf)), Requests.NO_CONNECT).outcome())
          .isEqualTo(new Outcome.TimedOut(Phase.CONNECT));
    }
  }

  /// Bytes that begin as a handshake does and never end, as fast as they are taken.
  @Test
  void endsWhenTheHandshakeIsGarbageWithoutEnd() throws IOException {
    try (ServerSocket babbler = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HttpSender sender = trusting(authority)) {
      Thread.ofVirtual().start(() -> babble(babbler, 0));
      URI url = URI.create("https://hooks.example:" + babbler.getLocalPort() + "/");
      assertThat(send(sender, url)).isInstanceOf(Outcome.Unreachable.class);
    }
  }

  /// A byte now and then is not a handshake: connecting has one budget with it.
  @Test
  void endsByItsBudgetWhenTheHandshakeDrips() throws IOException {
    try (ServerSocket babbler = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HttpSender sender = trusting(authority)) {
      Thread.ofVirtual().start(() -> babble(babbler, 20));
      URI url = URI.create("https://hooks.example:" + babbler.getLocalPort() + "/");
      assertThat(sender.send(Requests.to(url), Requests.NO_CONNECT).outcome())
          .isEqualTo(new Outcome.TimedOut(Phase.CONNECT));
    }
  }

  /// The head of a record of 16 KiB, and then nothing but zeros.
  private static void babble(ServerSocket listener, long pauseMillis) {
    try (Socket socket = listener.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write(new byte[] {22, 3, 3, 0x40, 0});
      CountDownLatch never = new CountDownLatch(1);
      while (!never.await(pauseMillis, TimeUnit.MILLISECONDS)) {
        out.write(0);
      }
    } catch (IOException | InterruptedException _) {
      // the sender went away, as it should
    }
  }

  @Test
  void doesNotOpenWithABundleThatIsNone() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    Path gibberish = Files.writeString(folder.resolve("gibberish.pem"), "not a certificate");
    for (Path path : List.of(empty, gibberish, folder.resolve("missing.pem"))) {
      assertThatThrownBy(
              () -> HttpSender.open(Requests.loopback().withTrust(new Trust.PlatformAnd(path))))
          .isInstanceOf(EgressSetupException.class)
          .hasMessageContaining(path.toString());
    }
  }
}
