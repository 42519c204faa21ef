package io.fleetwire.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SigningKeyTest {
  /// RFC 8032 section 7.1, test 1.
  private static final String SEED =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

  private static final String PUBLIC =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  private static SigningKey key(String text) {
    if (SigningKey.parse(text) instanceof SigningKey.Fit(SigningKey key)) {
      return key;
    }
    throw new AssertionError("not a key: " + SigningKey.parse(text));
  }

  @Test
  void computesThePublicKeyOfASeed() {
    SigningKey pair = key("whsk_" + base64(SEED));
    assertThat(pair.verifierText().reveal()).isEqualTo("whpk_" + base64(PUBLIC));
    assertThat(pair.text().reveal()).isEqualTo("whsk_" + base64(SEED + PUBLIC));
    assertThat(key(pair.text().reveal())).isEqualTo(pair);
  }

  /// The example that the libraries of the standard are tested with.
  @Test
  void signsAsTheStandardDoes() {
    SigningKey secret = key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    String signature =
        new WebhookSignatures()
            .sign(
                List.of(secret),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "1614265330",
                "{\"test\": 2432232314}".getBytes(UTF_8));
    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @EnumSource(SigningKey.Scheme.class)
  void newKeysAreDifferentAndReadBack(SigningKey.Scheme scheme) {
    SecureRandom secrets = new SecureRandom();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      SigningKey key = SigningKey.generate(scheme, secrets);
      assertThat(seen.add(key.text().reveal())).isTrue();
      assertThat(key(key.text().reveal())).isEqualTo(key);
      assertThat(key.scheme()).isEqualTo(scheme);
      assertThat(key.toString()).doesNotContain(key.text().reveal().substring(8));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                        | starts with whsec_",
        "secret                                    | starts with whsec_",
        "whpk_AAAA                                 | starts with whsec_",
        "whsec_                                    | has 24 to 64 bytes, not 0",
        "whsec_c2hvcnQ=                            | has 24 to 64 bytes, not 5",
        "whsec_****                                | is not base64",
        "whsk_c2hvcnQ=                             | has 32 bytes (the seed) or 64",
        "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw     | not 24",
        "whsk_????                                 | is not base64"
      })
  void refusesWhatIsNoKey(String text, String reason) {
    assertThat(SigningKey.parse(text))
        .isInstanceOfSatisfying(
            SigningKey.Unfit.class, it -> assertThat(it.reason()).contains(reason));
  }

  @Test
  void refusesABorrowedPublicKey() {
    assertThat(SigningKey.parse("whsk_" + base64(SEED + SEED)))
        .isEqualTo(new SigningKey.Unfit("has a public key that is not its seed's"));
  }

  @Test
  void boundsSecrets() {
    assertThat(SigningKey.parse("whsec_" + base64("00".repeat(64))))
        .isInstanceOf(SigningKey.Fit.class);
    for (int bytes : new int[] {23, 65, 10_000}) {
      assertThat(SigningKey.parse("whsec_" + base64("00".repeat(bytes))))
          .isInstanceOf(SigningKey.Unfit.class);
    }
  }
}
