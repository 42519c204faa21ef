package io.fleetwire.access;

import io.fleetwire.access.FailureLimits.Subject;
import io.fleetwire.store.Database;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The legacy way in: a caller signs a client identifier to get an access token, and then signs
/// that token anew for every request. Thread-safe.
///
/// The id of each signed JWT counts once, and is remembered on disk until the JWT has expired: who
/// sees one on its way cannot send it again, also after a restart.
public final class LegacyTokens {
  private static final int VALIDITY_MINUTES_MAX = 30;

  private final Database database;
  private final LegacyClients clients;
  private final AccessTokens tokens;
  private final FailureLimits limits;
  private final InstantSource clock;

  LegacyTokens(
      Database database,
      LegacyClients clients,
      AccessTokens tokens,
      FailureLimits limits,
      InstantSource clock) {
    this.database = database;
    this.clients = clients;
    this.tokens = tokens;
    this.limits = limits;
    this.clock = clock;
  }

  /// Exchanges a signed client identifier for an access token.
  public LegacyAnswer exchange(LegacyExchange request) {
    if (request.validityMinutes() < 1 || request.validityMinutes() > VALIDITY_MINUTES_MAX) {
      return new LegacyAnswer.BadValidity();
    }
    Optional<SignedByClient> jwt = SignedByClient.parse(request.clientIdentifierJwt());
    Optional<String> identifier = jwt.flatMap(parsed -> parsed.text("clientIdentifier"));
    if (identifier.isEmpty()) {
      return new LegacyAnswer.Malformed(
          "clientIdentifierJwt is a JWT with the claims clientIdentifier, jti and exp");
    }
    Optional<RSAPublicKey> key = RsaKeys.parse(request.publicKey());
    if (key.isEmpty()) {
      return new LegacyAnswer.Malformed(
          "base64EncodedStringPublicKey is the base64 of an RSA public key in DER");
    }
    return clients
        .find(identifier.get())
        .filter(client -> client.publicKey().equals(key.get()))
        .map(client -> exchange(request, client, jwt.orElseThrow()))
        .orElseGet(
            () ->
                fail(
                    List.of(Subject.address(request.remoteAddress())),
                    "this key is not registered for this client identifier"));
  }

  /// What `knoxApiToken`, the header `x-knox-apitoken`, is worth now. It is worth something once.
  public Verification verify(String knoxApiToken) {
    Optional<SignedByClient> jwt = SignedByClient.parse(knoxApiToken);
    Optional<String> accessToken = jwt.flatMap(parsed -> parsed.text("accessToken"));
    if (accessToken.isEmpty()) {
      return new Verification.Malformed();
    }
    return switch (tokens.verify(accessToken.get(), Principal.Kind.LEGACY)) {
      case Verification.Valid(Principal principal) -> verify(principal, jwt.orElseThrow());
      case Verification other -> other;
    };
  }

  private LegacyAnswer exchange(LegacyExchange request, LegacyClient client, SignedByClient jwt) {
    return switch (jwt.worth(client, clock.instant())) {
      case GOOD ->
          isFirstUse(client, jwt)
              ? issue(client, Duration.ofMinutes(request.validityMinutes()))
              : new LegacyAnswer.NonUniqueJwtId();
      case EXPIRED -> new LegacyAnswer.Expired();
      case FOR_ANOTHER_AUDIENCE -> new LegacyAnswer.Invalid("aud is not KnoxWSM");
      case LASTS_TOO_LONG ->
          new LegacyAnswer.Invalid("exp is more than 30 minutes away, or nbf is in the future");
      case NAMES_ANOTHER_KEY ->
          new LegacyAnswer.Invalid("the claim publicKey is not the registered key");
      case FORGED ->
          fail(
              List.of(
                  Subject.client(client.identifier()), Subject.address(request.remoteAddress())),
              "the registered key did not sign this with RS512");
    };
  }

  private LegacyAnswer issue(LegacyClient client, Duration lifetime) {
    Principal principal =
        new Principal(
            client.organization(), client.scopes(), client.identifier(), Principal.Kind.LEGACY);
    return new LegacyAnswer.Issued(tokens.issue(principal, client.identifier(), "", lifetime));
  }

  private LegacyAnswer fail(List<Subject> subjects, String detail) {
    return limits
        .fail(subjects)
        .<LegacyAnswer>map(same -> same)
        .orElseGet(() -> new LegacyAnswer.Invalid(detail));
  }

  private Verification verify(Principal principal, SignedByClient jwt) {
    Optional<LegacyClient> client = clients.find(principal.client());
    if (client.isEmpty()) {
      return new Verification.Revoked();
    }
    return switch (jwt.worth(client.get(), clock.instant())) {
      case GOOD ->
          isFirstUse(client.get(), jwt)
              ? new Verification.Valid(principal)
              : new Verification.Reused();
      case EXPIRED -> new Verification.Expired();
      case FORGED, FOR_ANOTHER_AUDIENCE, LASTS_TOO_LONG, NAMES_ANOTHER_KEY ->
          new Verification.Invalid();
    };
  }

  private boolean isFirstUse(LegacyClient client, SignedByClient jwt) {
    Instant expiresAt = jwt.expiresAt();
    return database.write(
        tx -> LegacyClientTable.useJwtId(tx, client.identifier(), jwt.jwtId(), expiresAt));
  }
}
