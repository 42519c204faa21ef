package io.fleetwire.pki;

import static io.fleetwire.pki.Keys.DEVICE;
import static io.fleetwire.pki.Keys.NOON;
import static io.fleetwire.pki.Keys.OURS;
import static io.fleetwire.pki.Keys.RANDOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.pki.CertificateRequest.Wish;
import io.fleetwire.pki.ScepClient.Answer;
import io.fleetwire.pki.ScepClient.Identity;
import io.fleetwire.pki.ScepHead.Failure;
import io.fleetwire.pki.ScepHead.Kind;
import io.fleetwire.pki.ScepServer.Received;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ScepTest {
  private static final ScepServer SERVER = new ScepServer(OURS, () -> NOON, RANDOM);
  private static final ScepClient CLIENT = new ScepClient(OURS.certificate(), RANDOM);
  private static final Identity SELF = CLIENT.selfSigned(DEVICE, "CN=device", NOON);
  private static final byte[] REQUEST =
      CLIENT.request(Kind.PKCS_REQ, SELF, wish(DEVICE, Optional.of("one-time")), NOON);

  @Test
  void aRequestIsReadAndItsAnswerBringsACertificateThatIsTrusted() {
    Received.Asked asked = asked(REQUEST);
    assertThat(asked.head().kind()).isEqualTo(Kind.PKCS_REQ);
    assertThat(asked.request().challenge()).contains("one-time");
    X509Certificate issued = OURS.issue(asked.request(), NOON, Duration.ofDays(365), RANDOM);
    Answer answer = CLIENT.read(SERVER.granted(asked.head(), issued), SELF);
    assertThat(answer).isEqualTo(new Answer.Granted(issued));
    TrustedIssuers issuers = TrustedIssuers.of(List.of(OURS.certificate()));
    assertThat(issuers.refuses(issued, List.of(), NOON)).isEmpty();
    assertThat(issued.getBasicConstraints()).isEqualTo(-1);
  }

  @Test
  void aRefusalIsAnAnswer() {
    Answer answer = CLIENT.read(SERVER.refused(asked(REQUEST).head(), Failure.BAD_REQUEST), SELF);
    assertThat(answer).isEqualTo(new Answer.Refused("2"));
  }

  @Test
  void aRenewalIsSignedByTheOldCertificate() {
    Identity old = new Identity(DEVICE.getPrivate(), Keys.CERTIFICATE);
    KeyPair fresh = Keys.pair(2048);
    Received.Asked asked =
        asked(CLIENT.request(Kind.RENEWAL_REQ, old, wish(fresh, Optional.empty()), NOON));
    assertThat(asked.head().kind()).isEqualTo(Kind.RENEWAL_REQ);
    assertThat(asked.head().signer()).isEqualTo(Keys.CERTIFICATE);
    assertThat(asked.request().key()).isEqualTo(fresh.getPublic());
  }

  @Test
  void aShortKeyIsRefused() {
    KeyPair weak = Keys.pair(1024);
    Received received =
        SERVER.read(CLIENT.request(Kind.PKCS_REQ, SELF, wish(weak, Optional.of("x")), NOON));
    assertThat(received).isInstanceOf(Received.Failed.class);
  }

  @Test
  void aMessageForAnotherAuthorityIsRefused() {
    ScepClient other = new ScepClient(Keys.THEIRS.certificate(), RANDOM);
    Received received =
        SERVER.read(other.request(Kind.PKCS_REQ, SELF, wish(DEVICE, Optional.of("x")), NOON));
    assertThat(((Received.Failed) received).failure()).isEqualTo(Failure.BAD_MESSAGE_CHECK);
  }

  @Test
  void otherKindsOfMessageAreRefused() {
    Received received =
        SERVER.read(CLIENT.request(Kind.PKCS_REQ, SELF, wish(DEVICE, Optional.of("x")), NOON));
    assertThat(received).isInstanceOf(Received.Asked.class);
    assertThat(Kind.of("20")).isEqualTo(Kind.OTHER);
  }

  @Test
  void whatIsNoMessageIsUnreadable() {
    assertThat(SERVER.read(new byte[0])).isInstanceOf(Received.Unreadable.class);
    assertThat(SERVER.read(new byte[ScepServer.MESSAGE_BYTES_MAX + 1]))
        .isInstanceOf(Received.Unreadable.class);
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      byte[] broken = REQUEST.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      Received received = SERVER.read(broken);
      if (received instanceof Received.Asked asked) {
        assertThat(asked.request().key()).isEqualTo(DEVICE.getPublic());
      }
    }
  }

  @Test
  void anAuthorityThatWasKeptIsTheSame() {
    Authority again = Authority.of(OURS.pkcs8(), Certificates.der(OURS.certificate()));
    assertThat(again.certificate()).isEqualTo(OURS.certificate());
    assertThat(new ScepServer(again, () -> NOON, RANDOM).read(REQUEST))
        .isInstanceOf(Received.Asked.class);
  }

  private static Wish wish(KeyPair key, Optional<String> challenge) {
    return new Wish(key, "CN=device,O=Example", challenge);
  }

  private static Received.Asked asked(byte[] message) {
    Received received = SERVER.read(message);
    assertThat(received).isInstanceOf(Received.Asked.class);
    return (Received.Asked) received;
  }
}
