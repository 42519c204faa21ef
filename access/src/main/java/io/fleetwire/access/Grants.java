package io.fleetwire.access;

import io.fleetwire.access.GrantTable.Held;
import io.fleetwire.access.GrantTable.HeldCode;
import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// What users let clients do: codes that can be redeemed once, and refresh tokens that can be used
/// once and bring the next one.
///
/// A second use means that somebody has a copy. Which of the two is the thief cannot be told, so
/// the whole grant ends: its refresh tokens, and at once its access tokens (RFC 6749 section 4.1.2,
/// RFC 9700 section 4.14.2). Thread-safe.
final class Grants {
  /// Knox's default.
  static final Duration CODE_LIFETIME = Duration.ofMinutes(1);

  /// A second use is noticed this long. Codes stay in browsers' histories and in proxies' logs.
  private static final Duration CODE_MEMORY = Duration.ofDays(1);

  /// An access token may be signed a moment after its grant was read.
  private static final Duration SLACK = Duration.ofMinutes(5);

  private static final String UNKNOWN = "unknown, too old, revoked, or another client's";

  private final Database database;
  private final Revocations revocations;
  private final Secrets secrets;
  private final InstantSource clock;
  private final Duration refreshLifetime;

  Grants(
      Database database,
      Revocations revocations,
      Secrets secrets,
      InstantSource clock,
      Duration refreshLifetime) {
    this.database = database;
    this.revocations = revocations;
    this.secrets = secrets;
    this.clock = clock;
    this.refreshLifetime = refreshLifetime;
  }

  /// What `user` agrees to.
  record Consent(OAuthClient client, User user, Scopes scopes) {}

  /// How a code is to be redeemed.
  record CodeTerms(String redirectUri, String challenge) {}

  /// An attempt to redeem a code.
  record CodeUse(String code, String redirectUri, String verifier) {}

  /// What became of the wish to end a grant.
  enum Ending {
    ENDED,
    OF_ANOTHER,
    UNKNOWN
  }

  Secret newCode(Consent consent, CodeTerms terms) {
    Secret code = secrets.next(SecretKind.CODE);
    Instant now = clock.instant();
    OAuthGrant grant =
        new OAuthGrant(
            secrets.id(),
            consent.client().id(),
            consent.user().id(),
            consent.user().organization(),
            consent.scopes());
    GrantTable.NewCode row =
        new GrantTable.NewCode(
            Digest.of(code), terms.redirectUri(), terms.challenge(), now.plus(CODE_LIFETIME));
    return database.write(
        tx -> {
          GrantTable.insertGrant(tx, grant, now.plus(CODE_MEMORY));
          GrantTable.insertCode(tx, grant.id(), row, now.plus(CODE_MEMORY));
          return code;
        });
  }

  Redemption redeem(String client, CodeUse use) {
    byte[] hash = Digest.of(use.code());
    Instant now = clock.instant();
    Secret refresh = secrets.next(SecretKind.REFRESH_TOKEN);
    return database.write(
        tx -> {
          Optional<HeldCode> code =
              GrantTable.findCode(tx, hash).filter(held -> isOf(client, held.held()));
          if (code.isEmpty()) {
            return rejected(UNKNOWN);
          }
          Held held = code.get().held();
          if (held.used()) {
            return endReused(tx, held.grant(), now);
          }
          if (!isAlive(held, now)) {
            return rejected(UNKNOWN);
          }
          Optional<String> fault = fault(code.get(), use);
          if (fault.isPresent()) {
            return rejected(fault.get());
          }
          GrantTable.markCodeUsed(tx, hash, now);
          return redeemed(tx, held.grant(), refresh, now);
        });
  }

  /// What the refresh token of `client` may be used for, if it is good.
  Optional<Scopes> scopes(String client, Secret refreshToken) {
    Instant now = clock.instant();
    return database
        .read(tx -> GrantTable.findRefresh(tx, Digest.of(refreshToken)))
        .filter(held -> isOf(client, held) && isAlive(held, now))
        .map(held -> held.grant().scopes());
  }

  Redemption refresh(String client, Secret refreshToken) {
    byte[] hash = Digest.of(refreshToken);
    Instant now = clock.instant();
    Secret next = secrets.next(SecretKind.REFRESH_TOKEN);
    return database.write(
        tx -> {
          Optional<Held> found =
              GrantTable.findRefresh(tx, hash).filter(held -> isOf(client, held));
          if (found.isEmpty()) {
            return rejected(UNKNOWN);
          }
          Held held = found.get();
          if (held.used()) {
            return endReused(tx, held.grant(), now);
          }
          if (!isAlive(held, now)) {
            return rejected(UNKNOWN);
          }
          GrantTable.markRefreshUsed(tx, hash, now);
          return redeemed(tx, held.grant(), next, now);
        });
  }

  /// Ends the grant of a refresh token with all its tokens; another client's stays as it is.
  Ending end(String client, Secret refreshToken) {
    Instant now = clock.instant();
    return database.write(
        tx -> {
          Optional<Held> found = GrantTable.findRefresh(tx, Digest.of(refreshToken));
          if (found.isEmpty()) {
            return Ending.UNKNOWN;
          }
          if (!isOf(client, found.get())) {
            return Ending.OF_ANOTHER;
          }
          end(tx, found.get().grant(), now);
          return Ending.ENDED;
        });
  }

  private Redemption redeemed(WriteTx tx, OAuthGrant grant, Secret refresh, Instant now) {
    GrantTable.insertRefresh(tx, grant.id(), Digest.of(refresh), now.plus(refreshLifetime));
    return new Redemption.Redeemed(grant, refresh);
  }

  private Redemption endReused(WriteTx tx, OAuthGrant grant, Instant now) {
    end(tx, grant, now);
    return rejected("it was used before; every token that came of it is revoked now");
  }

  private void end(WriteTx tx, OAuthGrant grant, Instant now) {
    GrantTable.revoke(tx, grant.id(), now);
    revocations.add(tx, grant.id(), now.plus(AccessTokens.LIFETIME_MAX).plus(SLACK));
  }

  private static Optional<String> fault(HeldCode code, CodeUse use) {
    if (!code.redirectUri().equals(use.redirectUri())) {
      return Optional.of("redirect_uri is not the one that the code was asked with");
    }
    return Pkce.proves(use.verifier(), code.challenge())
        ? Optional.empty()
        : Optional.of("code_verifier does not match the code_challenge");
  }

  private static boolean isOf(String client, Held held) {
    return held.grant().client().equals(client);
  }

  private static boolean isAlive(Held held, Instant now) {
    return !held.revoked() && now.isBefore(held.expiresAt());
  }

  private static Redemption rejected(String reason) {
    return new Redemption.Rejected(reason);
  }
}
