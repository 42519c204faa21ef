package io.fleetwire.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Outcome.Fault;
import io.fleetwire.engine.Sender;
import io.fleetwire.testkit.FakeAuthority;
import io.fleetwire.testkit.FakeProxy;
import io.fleetwire.testkit.FakeReceiver;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Services that do not answer as they must. One that does, written by others, is called by a whole
/// server in `ApplePushTrial`.
final class Http2SenderTest {
  @TempDir private Path folder;
  private final Instant now = InstantSource.system().instant();
  private final FakeAuthority authority = FakeAuthority.create("Service authority", now);
  private Http2Sender sender;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(folder.resolve("bundle.pem"), authority.certificatePem());
    sender = Http2Sender.open(trusting());
  }

  private EgressSettings trusting() {
    return Requests.loopback().withTrust(new Trust.PlatformAnd(folder.resolve("bundle.pem")));
  }

  @AfterEach
  void close() {
    sender.close();
  }

  @Test
  void whoSpeaksOnlyTheOlderProtocolGivesNoAnswer() {
    try (FakeReceiver older = tls(authority)) {
      assertFault(Fault.NOT_HTTP, older.url("/"));
    }
  }

  @Test
  void whoIsNotTrustedIsSentNothing() {
    try (FakeReceiver stranger = tls(FakeAuthority.create("Stranger", now))) {
      assertFault(Fault.TLS, stranger.url("/"));
      assertThat(stranger.received()).isZero();
    }
  }

  @Test
  void nobodyThereIsToldApart() {
    assertFault(Fault.REFUSED, URI.create("https://127.0.0.1:9/"));
    assertFault(Fault.NAME_NOT_FOUND, URI.create("https://nobody.invalid/"));
  }

  @Test
  void whoSaysNothingIsNotWaitedFor() {
    try (FakeReceiver deaf = FakeReceiver.startDeaf()) {
      URI url = URI.create("https://127.0.0.1:" + deaf.port() + "/");
      assertThat(sender.send(Requests.to(url), Requests.BRIEF).outcome())
          .isInstanceOf(Outcome.TimedOut.class);
    }
  }

  @Test
  void itGoesThroughTheProxyToo() {
    try (FakeReceiver older = tls(authority);
        FakeProxy proxy = FakeProxy.start();
        Http2Sender through =
            Http2Sender.open(
                trusting()
                    .withProxy(
                        new ForwardProxy(
                            "127.0.0.1",
                            proxy.port(),
                            Optional.empty(),
                            List.of(),
                            List.of("left.example"))))) {
      URI url = URI.create("https://localhost:" + older.port() + "/");
      assertThat(through.send(Requests.to(url), Requests.AMPLE).outcome())
          .as("it was reached, and speaks an older protocol")
          .isEqualTo(
              new Outcome.Unreachable(
                  Fault.OTHER,
                  "the proxy 127.0.0.1:"
                      + proxy.port()
                      + " refuses, or the service does not speak HTTP/2: 200"));
      assertThat(proxy.asked()).containsExactly("localhost:" + older.port());
      assertThat(older.connections()).isEqualTo(1);
      URI left = URI.create("https://left.example:9/");
      assertThat(through.send(Requests.to(left), Requests.AMPLE).outcome())
          .isInstanceOf(Outcome.Unreachable.class);
      assertThat(proxy.asked()).hasSize(1);
    }
  }

  @Test
  void whatMayNotGoDoesNot() {
    try (FakeReceiver older = tls(authority)) {
      assertThat(sender.send(Requests.to(older.url("/")), Requests.AMPLE, () -> false).outcome())
          .isEqualTo(Sender.FORBIDDEN);
      assertThat(older.connections()).isZero();
    }
  }

  @Test
  void anInterruptEndsTheWait() {
    try (FakeReceiver deaf = FakeReceiver.startDeaf()) {
      URI url = URI.create("https://127.0.0.1:" + deaf.port() + "/");
      Thread.currentThread().interrupt();
      assertThat(sender.send(Requests.to(url), Requests.AMPLE).outcome())
          .isEqualTo(new Outcome.TimedOut(Outcome.Phase.TOTAL));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private FakeReceiver tls(FakeAuthority issuer) {
    return FakeReceiver.startTls(issuer.issue(now, "localhost").serverContext());
  }

  private void assertFault(Fault fault, URI url) {
    assertThat(sender.send(Requests.to(url), Requests.AMPLE).outcome())
        .isInstanceOfSatisfying(
            Outcome.Unreachable.class, it -> assertThat(it.fault()).isEqualTo(fault));
  }
}
