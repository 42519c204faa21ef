package io.fleetwire.callback;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class DetachedJwsTest {
  private static final Instant AT = Instant.parse("2026-11-27T12:00:00Z");

  /// RFC 8037 appendix A.1.
  private static final Ed25519Key KEY =
      Ed25519Key.of(Base64.getUrlDecoder().decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"));

  @Test
  void theKeyIsNamedByItsThumbprint() {
    assertThat(DetachedJws.keyId(KEY))
        .as("RFC 8037 appendix A.3")
        .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  }

  @Test
  void theSignatureIsOverHeaderAndBodyAndTheBodyIsLeftOut() throws GeneralSecurityException {
    byte[] body = "{\"a\":1}".getBytes(UTF_8);
    String[] parts = DetachedJws.sign(KEY, "evt_1", AT, body).split("\\.", -1);
    assertThat(parts).hasSize(3);
    assertThat(parts[1]).isEmpty();
    assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8))
        .isEqualTo(
            "{\"alg\":\"EdDSA\",\"kid\":\"%s\",\"iat\":%d,\"jti\":\"evt_1\"}"
                .formatted(DetachedJws.keyId(KEY), AT.getEpochSecond()));
    assertThat(verifies(parts, body)).isTrue();
    assertThat(verifies(parts, "{\"a\":2}".getBytes(UTF_8))).isFalse();
  }

  private static boolean verifies(String[] parts, byte[] body) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(publicKey());
    String payload = Base64.getUrlEncoder().withoutPadding().encodeToString(body);
    signature.update((parts[0] + "." + payload).getBytes(US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
  }

  /// SubjectPublicKeyInfo of RFC 8410 is a fixed start and the key.
  private static PublicKey publicKey() throws GeneralSecurityException {
    byte[] raw = Base64.getUrlDecoder().decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    String der = "302a300506032b6570032100" + HexFormat.of().formatHex(raw);
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(der)));
  }
}
