package io.fleetwire.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;

/// Proof Key for Code Exchange, RFC 7636, with the method S256 alone: with `plain`, who reads the
/// authorization request can redeem the code.
final class Pkce {
  static final String METHOD = "S256";

  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  /// 32 bytes in base64url.
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private Pkce() {}

  static boolean isVerifier(String text) {
    return VERIFIER.matcher(text).matches();
  }

  static boolean isChallenge(String text) {
    return CHALLENGE.matcher(text).matches();
  }

  static boolean proves(String verifier, String challenge) {
    String computed = Base64.getUrlEncoder().withoutPadding().encodeToString(Digest.of(verifier));
    return MessageDigest.isEqual(
        computed.getBytes(StandardCharsets.US_ASCII),
        challenge.getBytes(StandardCharsets.US_ASCII));
  }
}
