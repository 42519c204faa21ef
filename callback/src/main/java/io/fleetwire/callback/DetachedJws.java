package io.fleetwire.callback;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/// Signs as JSON Web Signature has it, without the payload between the dots (RFC 7515 appendix F):
/// by Ed25519 (RFC 8037), for receivers that have a library for it. Without state.
///
/// The protected header says by which key (`kid`, the thumbprint of RFC 7638), when (`iat`, in
/// seconds) and what it names (`jti`), so that a receiver can refuse what is old or came before.
public final class DetachedJws {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private DetachedJws() {}

  /// The value of a header. `id` has letters that JSON does not escape.
  public static String sign(Ed25519Key key, String id, Instant at, byte[] body) {
    String header =
        "{\"alg\":\"EdDSA\",\"kid\":\"%s\",\"iat\":%d,\"jti\":\"%s\"}"
            .formatted(keyId(key), at.getEpochSecond(), id);
    String start = BASE64.encodeToString(header.getBytes(UTF_8));
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key.privateKey());
      signature.update((start + ".").getBytes(US_ASCII));
      signature.update(BASE64.encode(body));
      return start + ".." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has Ed25519", e);
    }
  }

  /// The thumbprint of the public key as a JSON Web Key.
  static String keyId(Ed25519Key key) {
    String jwk =
        "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"%s\"}"
            .formatted(BASE64.encodeToString(key.publicBytes()));
    try {
      return BASE64.encodeToString(
          MessageDigest.getInstance("SHA-256").digest(jwk.getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
