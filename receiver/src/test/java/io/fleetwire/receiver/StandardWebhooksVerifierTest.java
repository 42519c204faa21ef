package io.fleetwire.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.receiver.StandardWebhooksVerdict.BadSignature;
import io.fleetwire.receiver.StandardWebhooksVerdict.Malformed;
import io.fleetwire.receiver.StandardWebhooksVerdict.OutOfTime;
import io.fleetwire.receiver.StandardWebhooksVerdict.Replay;
import io.fleetwire.receiver.StandardWebhooksVerdict.Valid;
import io.fleetwire.testkit.SettableClock;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StandardWebhooksVerifierTest {
  /// The example that the libraries of the standard are tested with.
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String TIME = "1614265330";
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final Instant SIGNED_AT = Instant.ofEpochSecond(1_614_265_330);

  private static final String OTHER = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);

  private final SettableClock clock = new SettableClock(SIGNED_AT);
  private final StandardWebhooksVerifier verifier = StandardWebhooksVerifier.of(clock, SECRET);

  private static StandardWebhooksVerdict verify(StandardWebhooksVerifier verifier, String header) {
    return verifier.verify(ID, TIME, header, BODY);
  }

  @Test
  void verifiesTheExampleOfTheStandard() {
    assertThat(verify(verifier, SIGNATURE)).isEqualTo(new Valid(ID, SIGNED_AT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1a,AAAA",
        "v2,?? nonsense v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
      })
  void oneSignatureThatFitsIsEnough(String header) {
    assertThat(verify(verifier, header)).isInstanceOf(Valid.class);
  }

  @Test
  void oneKeyThatFitsIsEnough() {
    assertThat(verify(StandardWebhooksVerifier.of(clock, OTHER, SECRET), SIGNATURE))
        .isInstanceOf(Valid.class);
    assertThat(verify(StandardWebhooksVerifier.of(clock, OTHER), SIGNATURE))
        .isInstanceOf(BadSignature.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1Oe=",
        "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v1,",
        ",",
        " ",
        "v1,*"
      })
  void refusesWhatDoesNotFit(String header) {
    assertThat(verify(verifier, header)).isInstanceOf(BadSignature.class);
  }

  @Test
  void readsNoMoreSignaturesThanAnyExchangeNeeds() {
    assertThat(verify(verifier, "v1,AAAA ".repeat(16) + SIGNATURE))
        .isInstanceOf(BadSignature.class);
  }

  @Test
  void anythingElseInBodyIdOrTimeDoesNotFit() {
    assertThat(verifier.verify(ID, TIME, SIGNATURE, "{}".getBytes(UTF_8)))
        .isInstanceOf(BadSignature.class);
    assertThat(verifier.verify("msg_2", TIME, SIGNATURE, BODY)).isInstanceOf(BadSignature.class);
    assertThat(verifier.verify(ID, "1614265331", SIGNATURE, BODY)).isInstanceOf(BadSignature.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1614265330, 'v1,AA'",
    "id, '', 'v1,AA'",
    "id, -1, 'v1,AA'",
    "id, 16142653300000, 'v1,AA'",
    "id, 1614265330, ''"
  })
  void tellsWhatIsMissing(String id, String time, String signature) {
    assertThat(verifier.verify(id, time, signature, BODY)).isInstanceOf(Malformed.class);
    assertThat(verifier.verify("x".repeat(1000), TIME, SIGNATURE, BODY))
        .isInstanceOf(Malformed.class);
    assertThat(verifier.verify(ID, TIME, "x".repeat(10_000), BODY)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @CsvSource({"300, true", "-300, true", "301, false", "-301, false"})
  void toleratesClocksForFiveMinutes(int seconds, boolean good) {
    clock.set(SIGNED_AT.plusSeconds(seconds));
    assertThat(verify(verifier, SIGNATURE))
        .isEqualTo(good ? new Valid(ID, SIGNED_AT) : new OutOfTime(SIGNED_AT));
    assertThat(verify(verifier.within(Duration.ofHours(1)), SIGNATURE)).isInstanceOf(Valid.class);
  }

  @Test
  void refusesAReplayWhereItRemembers() {
    StandardWebhooksVerifier remembering =
        verifier.remembering(new NonceMemory(10, StandardWebhooksVerifier.TOLERANCE, clock));
    assertThat(verify(remembering, SIGNATURE)).isInstanceOf(Valid.class);
    assertThat(verify(remembering, SIGNATURE))
        .isInstanceOfSatisfying(Replay.class, it -> assertThat(it.id()).isEqualTo(ID));
  }

  @Test
  void verifiesByAPublicKey() throws GeneralSecurityException {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] der = keys.getPublic().getEncoded();
    String text =
        "whpk_"
            + Base64.getEncoder()
                .encodeToString(Arrays.copyOfRange(der, der.length - 32, der.length));
    Signature ed25519 = Signature.getInstance("Ed25519");
    ed25519.initSign(keys.getPrivate());
    ed25519.update((ID + "." + TIME + ".").getBytes(UTF_8));
    ed25519.update(BODY);
    String signature = "v1a," + Base64.getEncoder().encodeToString(ed25519.sign());
    StandardWebhooksVerifier byKey = StandardWebhooksVerifier.of(clock, text);
    assertThat(verify(byKey, signature)).isInstanceOf(Valid.class);
    assertThat(verify(byKey, SIGNATURE + " " + signature)).isInstanceOf(Valid.class);
    assertThat(verify(byKey, signature.replace("v1a", "v1"))).isInstanceOf(BadSignature.class);
    assertThat(verify(byKey, "v1a,AAAA")).isInstanceOf(BadSignature.class);
    assertThat(byKey.verify(ID, TIME, signature, new byte[0])).isInstanceOf(BadSignature.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret", "whsec_", "whsec_***", "whpk_AAAA", "whsk_AAAA"})
  void refusesWhatIsNoKey(String text) {
    assertThatThrownBy(() -> StandardWebhooksVerifier.of(clock, text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
