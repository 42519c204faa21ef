package io.fleetwire.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/// A JWT that a caller has signed with a registered key, read but not yet believed. Immutable.
record SignedByClient(SignedJWT jwt, JWTClaimsSet claims) {
  static final String AUDIENCE = "KnoxWSM";

  /// The documented lifetime.
  static final Duration LIFETIME_MAX = Duration.ofMinutes(30);

  /// How far the caller's clock may be ahead of ours.
  private static final Duration AHEAD_MAX = Duration.ofMinutes(1);

  /// Two UUIDs have 73 letters.
  private static final int JWT_ID_LENGTH_MAX = 256;

  /// What a caller's JWT is worth, before asking whether it was used before.
  enum Worth {
    GOOD,
    EXPIRED,
    /// The key did not sign it, or by another algorithm than RS512.
    FORGED,
    FOR_ANOTHER_AUDIENCE,
    /// It may be used for longer than 30 minutes, or not yet.
    LASTS_TOO_LONG,
    NAMES_ANOTHER_KEY
  }

  /// Empty when `text` is no JWT with an id and an end.
  static Optional<SignedByClient> parse(String text) {
    Optional<SignedJWT> jwt = Jwts.parse(text);
    try {
      if (jwt.isEmpty()) {
        return Optional.empty();
      }
      SignedByClient parsed = new SignedByClient(jwt.get(), jwt.get().getJWTClaimsSet());
      return parsed.isComplete() ? Optional.of(parsed) : Optional.empty();
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  /// A claim that is a text, if it is there.
  Optional<String> text(String claim) {
    return claims.getClaim(claim) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  String jwtId() {
    return claims.getJWTID();
  }

  Instant expiresAt() {
    return claims.getExpirationTime().toInstant();
  }

  /// What it is worth when `client` is said to have signed it. The signature comes first: nothing
  /// else in it means anything without.
  Worth worth(LegacyClient client, Instant now) {
    if (!isSignedBy(client)) {
      return Worth.FORGED;
    }
    if (!claims.getAudience().contains(AUDIENCE)) {
      return Worth.FOR_ANOTHER_AUDIENCE;
    }
    if (!namesKeyOf(client)) {
      return Worth.NAMES_ANOTHER_KEY;
    }
    if (!expiresAt().isAfter(now)) {
      return Worth.EXPIRED;
    }
    return lastsTooLong(now) ? Worth.LASTS_TOO_LONG : Worth.GOOD;
  }

  private boolean isComplete() {
    String id = claims.getJWTID();
    return id != null
        && !id.isBlank()
        && id.length() <= JWT_ID_LENGTH_MAX
        && claims.getExpirationTime() != null;
  }

  private boolean isSignedBy(LegacyClient client) {
    try {
      return jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.RS512)
          && jwt.verify(new RSASSAVerifier(client.publicKey()));
    } catch (JOSEException e) {
      return false;
    }
  }

  /// The claim is redundant and may be missing; when it is there it must be right.
  private boolean namesKeyOf(LegacyClient client) {
    return text("publicKey")
        .map(key -> RsaKeys.parse(key).filter(client.publicKey()::equals).isPresent())
        .orElse(true);
  }

  private boolean lastsTooLong(Instant now) {
    Date notBefore = claims.getNotBeforeTime();
    return expiresAt().isAfter(now.plus(LIFETIME_MAX).plus(AHEAD_MAX))
        || (notBefore != null && notBefore.toInstant().isAfter(now.plus(AHEAD_MAX)));
  }
}
