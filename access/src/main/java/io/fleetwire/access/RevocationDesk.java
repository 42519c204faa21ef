package io.fleetwire.access;

import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import java.time.InstantSource;

/// Answers requests to revoke a token, RFC 7009. A client may revoke its own alone. Thread-safe.
final class RevocationDesk {
  private final ClientAuthentication clients;
  private final Grants grants;
  private final AccessTokens tokens;
  private final Revocations revocations;
  private final Database database;
  private final InstantSource clock;

  RevocationDesk(
      ClientAuthentication clients,
      Grants grants,
      AccessTokens tokens,
      Revocations revocations,
      Database database,
      InstantSource clock) {
    this.clients = clients;
    this.grants = grants;
    this.tokens = tokens;
    this.revocations = revocations;
    this.database = database;
    this.clock = clock;
  }

  RevokeAnswer answer(TokenRequest request) {
    return switch (Form.parse(request.form())) {
      case Form.Broken(String fault) -> new RevokeAnswer.Refused(OAuthError.INVALID_REQUEST, fault);
      case Form.Read form ->
          switch (clients.identify(form, request)) {
            case ClientProof.Proven(OAuthClient client) -> answer(client, form);
            case ClientProof.Unproven(OAuthError error, String why) ->
                new RevokeAnswer.Refused(error, why);
            case ClientProof.Slowed(TooMany tooMany) -> tooMany;
          };
    };
  }

  /// The type of the token shows, so the parameter `token_type_hint` is not needed (section 2.1).
  private RevokeAnswer answer(OAuthClient client, Form.Read form) {
    String token = form.find("token").orElse("");
    if (token.isEmpty()) {
      return new RevokeAnswer.Refused(OAuthError.INVALID_REQUEST, "token is missing");
    }
    return switch (tokens.read(token)) {
      case Reading.Genuine(TokenClaims claims) -> revoke(client, claims);
      case Reading.Foreign _ -> new RevokeAnswer.Revoked();
      case Reading.Shapeless _ ->
          switch (grants.end(client.id(), new Secret(token))) {
            case ENDED, UNKNOWN -> new RevokeAnswer.Revoked();
            case OF_ANOTHER -> ofAnother();
          };
    };
  }

  private RevokeAnswer revoke(OAuthClient client, TokenClaims claims) {
    if (!claims.principal().client().equals(client.id())) {
      return ofAnother();
    }
    if (claims.expiresAt().isAfter(clock.instant())) {
      database.write(
          tx -> {
            revocations.add(tx, claims.id(), claims.expiresAt());
            return claims;
          });
    }
    return new RevokeAnswer.Revoked();
  }

  private static RevokeAnswer ofAnother() {
    return new RevokeAnswer.Refused(
        OAuthError.INVALID_CLIENT, "the token was issued to another client");
  }
}
