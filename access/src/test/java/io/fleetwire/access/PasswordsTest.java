package io.fleetwire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.Passwords.Check;
import io.fleetwire.engine.Secret;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Secrets secrets = new Secrets(new SecureRandom());
  private final Passwords passwords = new Passwords(new PasswordCost(64, 2, 1), secrets);

  @Test
  void theRightPasswordMatchesItsHashAndNoOtherDoes() {
    String stored = passwords.hash(new Secret("correct horse"));
    assertThat(stored).startsWith("$argon2id$v=19$m=64,t=2,p=1$").doesNotContain("horse");
    assertThat(passwords.check(stored, new Secret("correct horse"))).isEqualTo(Check.MATCHES);
    assertThat(passwords.check(stored, new Secret("correct house"))).isEqualTo(Check.DIFFERS);
    assertThat(passwords.check(stored, new Secret(""))).isEqualTo(Check.DIFFERS);
  }

  @Test
  void theSamePasswordIsNeverHashedToTheSameText() {
    Secret password = new Secret("p");
    assertThat(passwords.hash(password)).isNotEqualTo(passwords.hash(password));
  }

  @Test
  void aHashOfEarlierParametersStillMatches() {
    String stored = new Passwords(new PasswordCost(32, 1, 2), secrets).hash(new Secret("p"));
    assertThat(passwords.check(stored, new Secret("p"))).isEqualTo(Check.MATCHES);
  }

  @Test
  void nobodyIsCheckedAndDiffers() {
    assertThat(passwords.checkNobody(new Secret("p"))).isEqualTo(Check.DIFFERS);
  }

  @Test
  void anEndlessPasswordIsNotHashed() {
    String stored = passwords.hash(new Secret("p"));
    Secret endless = new Secret("p".repeat(Passwords.LENGTH_MAX + 1));
    assertThat(passwords.check(stored, endless)).isEqualTo(Check.DIFFERS);
  }

  /// RFC 9106 section 5.3: what the library computes is Argon2id.
  @Test
  void theVectorOfTheStandardHolds() {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(32)
            .withIterations(3)
            .withParallelism(4)
            .withSalt(filled(16, 2))
            .withSecret(filled(8, 3))
            .withAdditional(filled(12, 4))
            .build());
    byte[] tag = new byte[32];
    generator.generateBytes(filled(32, 1), tag);
    assertThat(HexFormat.of().formatHex(tag))
        .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
