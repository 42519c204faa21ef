package io.fleetwire.access;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the outer shape of signed JWTs from strangers.
final class Jwts {
  /// Ours are under 2 KB; a caller's own claims may make a legacy one longer. Header lines end near
  /// 16 KB anyway.
  static final int LENGTH_MAX = 12 * 1024;

  /// Three parts in base64url, of which the first two are JSON objects: a brace is an `e` and one
  /// of 16 letters. Asked for here because the library skips letters that do not belong, and trusts
  /// that a header is an object.
  private static final Pattern SHAPE =
      Pattern.compile("e[w-z0-9_-][A-Za-z0-9_-]*\\.e[w-z0-9_-][A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+");

  private Jwts() {}

  /// Empty when `text` is no JWS in compact form with a JSON header. Nothing in it is to be trusted
  /// before its signature is verified.
  static Optional<SignedJWT> parse(String text) {
    if (text.length() > LENGTH_MAX || !SHAPE.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(SignedJWT.parse(text));
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
