package io.fleetwire.knox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/// Makes a JSON Web Signature with detached content (RFC 7515 appendix F): `<header>..<signature>`,
/// RS256.
///
/// The body is encoded and signed piece by piece, so that signing a megabyte needs no second and
/// third copy of it.
final class DetachedSignature {
  /// A multiple of three, so that only the last piece may need padding.
  private static final int PIECE_BYTES = 3 * 8 * 1024;

  private static final Base64.Encoder UNPADDED = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Encoder PADDED = Base64.getUrlEncoder();

  private DetachedSignature() {}

  static String sign(PrivateKey key, byte[] joseHeader, byte[] body, SignatureEncoding encoding) {
    byte[] header = UNPADDED.encode(joseHeader);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(header);
      signature.update((byte) '.');
      update(signature, body, encoding);
      return new String(header, US_ASCII) + ".." + UNPADDED.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign with RS256", e);
    }
  }

  private static void update(Signature signature, byte[] body, SignatureEncoding encoding)
      throws GeneralSecurityException {
    // Most bodies are smaller than a piece.
    byte[] letters = new byte[body.length > PIECE_BYTES ? PIECE_BYTES / 3 * 4 : 0];
    int from = 0;
    for (; body.length - from > PIECE_BYTES; from += PIECE_BYTES) {
      PADDED.encode(Arrays.copyOfRange(body, from, from + PIECE_BYTES), letters);
      signature.update(letters);
    }
    byte[] rest = Arrays.copyOfRange(body, from, body.length);
    signature.update(last(encoding).encode(rest));
  }

  private static Base64.Encoder last(SignatureEncoding encoding) {
    return switch (encoding) {
      case PADDED -> PADDED;
      case RFC7515, ALIGNED -> UNPADDED;
    };
  }
}
