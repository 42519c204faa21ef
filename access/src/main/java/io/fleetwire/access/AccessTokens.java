package io.fleetwire.access;

import io.fleetwire.engine.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Issues and verifies access tokens. Thread-safe.
public final class AccessTokens {
  /// The longest life that Knox lets a client choose.
  static final Duration LIFETIME_MAX = Duration.ofMinutes(60);

  private final TokenCodec codec;
  private final Revocations revocations;
  private final Secrets secrets;
  private final InstantSource clock;
  private final VerifiedTokens verified = new VerifiedTokens();

  AccessTokens(TokenCodec codec, Revocations revocations, Secrets secrets, InstantSource clock) {
    this.codec = codec;
    this.revocations = revocations;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// What `bearer`, the text after `Bearer `, is worth now. A revoked token is refused from the
  /// moment on when the revocation was acknowledged.
  public Verification verify(String bearer) {
    return verify(bearer, Principal.Kind.OAUTH);
  }

  Verification verify(String token, Principal.Kind expected) {
    return switch (read(token)) {
      case Reading.Genuine(TokenClaims claims) when claims.principal().kind() == expected ->
          judge(claims);
      case Reading.Genuine _ -> new Verification.Invalid();
      case Reading.Foreign _ -> new Verification.Invalid();
      case Reading.Shapeless _ -> new Verification.Malformed();
    };
  }

  /// What a token of ours says, also when it has expired or was revoked.
  Reading read(String token) {
    Optional<TokenClaims> known = verified.find(token);
    if (known.isPresent()) {
      return new Reading.Genuine(known.get());
    }
    Reading reading = codec.read(token);
    if (reading instanceof Reading.Genuine(TokenClaims claims)) {
      verified.remember(token, claims);
    }
    return reading;
  }

  /// A new token for `principal`, in the name of `subject`, that came of `grant` (or of none:
  /// empty).
  Secret issue(Principal principal, String subject, String grant, Duration lifetime) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    TokenClaims claims =
        new TokenClaims(secrets.id(), principal, subject, grant, now, now.plus(lifetime));
    Secret token = codec.write(claims);
    verified.remember(token.reveal(), claims);
    return token;
  }

  private Verification judge(TokenClaims claims) {
    if (!claims.expiresAt().isAfter(clock.instant())) {
      return new Verification.Expired();
    }
    Revocations.Subjects subjects =
        new Revocations.Subjects(
            claims.id(), claims.grant(), Leavers.subject(claims.principal().client()));
    boolean revoked =
        revocations.of(subjects).stream()
            .anyMatch(
                it -> !it.subject().equals(subjects.client()) || concerns(it.expiresAt(), claims));
    return revoked ? new Verification.Revoked() : new Verification.Valid(claims.principal());
  }

  /// A client's tokens are revoked together, by a revocation that lives as long as the youngest of
  /// them can: so it tells when it was made, and what was issued later is good. Times of tokens are
  /// whole seconds, so one of the same second may be older.
  private static boolean concerns(Instant clientRevokedUntil, TokenClaims claims) {
    return !claims.issuedAt().isAfter(clientRevokedUntil.minus(LIFETIME_MAX));
  }
}
