package io.fleetwire.access;

import io.fleetwire.access.TokenAnswer.Granted;
import io.fleetwire.access.TokenAnswer.GrantedWithRefresh;
import io.fleetwire.access.TokenAnswer.Refused;
import io.fleetwire.engine.Secret;
import java.util.Optional;

/// Answers requests for tokens, RFC 6749 sections 4.1.3, 4.4 and 6. Thread-safe.
///
/// Everything that a request can get wrong is checked before a code or refresh token is used up: a
/// mistake must not cost the client its grant.
final class TokenDesk {
  private final ClientAuthentication clients;
  private final Grants grants;
  private final AccessTokens tokens;
  private final ScopeCatalogue catalogue;

  TokenDesk(
      ClientAuthentication clients, Grants grants, AccessTokens tokens, ScopeCatalogue catalogue) {
    this.clients = clients;
    this.grants = grants;
    this.tokens = tokens;
    this.catalogue = catalogue;
  }

  TokenAnswer answer(TokenRequest request) {
    return switch (Form.parse(request.form())) {
      case Form.Broken(String fault) -> new Refused(OAuthError.INVALID_REQUEST, fault);
      case Form.Read form ->
          switch (clients.identify(form, request)) {
            case ClientProof.Proven(OAuthClient client) -> answer(client, form);
            case ClientProof.Unproven(OAuthError error, String why) -> new Refused(error, why);
            case ClientProof.Slowed(TooMany tooMany) -> tooMany;
          };
    };
  }

  private TokenAnswer answer(OAuthClient client, Form.Read form) {
    return switch (LifetimeWish.of(form, client)) {
      case LifetimeWish.Refused(String fault) -> new Refused(OAuthError.INVALID_REQUEST, fault);
      case LifetimeWish.Fulfilled lifetime -> answer(client, form, lifetime);
    };
  }

  private TokenAnswer answer(OAuthClient client, Form.Read form, LifetimeWish.Fulfilled lifetime) {
    return switch (form.find("grant_type").orElse("")) {
      case "" -> new Refused(OAuthError.INVALID_REQUEST, "grant_type is missing");
      case "client_credentials" -> byCredentials(client, form, lifetime);
      case "authorization_code" -> byCode(client, form, lifetime);
      case "refresh_token" -> byRefresh(client, form, lifetime);
      default ->
          new Refused(
              OAuthError.UNSUPPORTED_GRANT_TYPE,
              "grant_type is client_credentials, authorization_code or refresh_token");
    };
  }

  private TokenAnswer byCredentials(
      OAuthClient client, Form.Read form, LifetimeWish.Fulfilled lifetime) {
    return switch (ScopeWish.of(form, client.scopes(), catalogue)) {
      case ScopeWish.Refused(String fault) -> new Refused(OAuthError.INVALID_SCOPE, fault);
      case ScopeWish.Fulfilled(Scopes scopes) -> {
        Principal principal =
            new Principal(client.organization(), scopes, client.id(), Principal.Kind.OAUTH);
        Secret token = tokens.issue(principal, client.id(), "", lifetime.lifetime());
        yield new Granted(token, lifetime.reported(), scopes);
      }
    };
  }

  private TokenAnswer byCode(OAuthClient client, Form.Read form, LifetimeWish.Fulfilled lifetime) {
    if (client.redirectUris().isEmpty()) {
      return new Refused(
          OAuthError.UNAUTHORIZED_CLIENT, "this client is registered without a redirect URI");
    }
    Optional<String> code = form.find("code");
    Optional<String> redirectUri = form.find("redirect_uri");
    String verifier = form.find("code_verifier").orElse("");
    if (code.isEmpty() || redirectUri.isEmpty()) {
      return new Refused(OAuthError.INVALID_REQUEST, "code and redirect_uri must be there");
    }
    if (!Pkce.isVerifier(verifier)) {
      return new Refused(
          OAuthError.INVALID_REQUEST,
          "code_verifier has 43 to 128 letters, digits, or any of . _ ~ -");
    }
    Grants.CodeUse use = new Grants.CodeUse(code.get(), redirectUri.get(), verifier);
    return switch (grants.redeem(client.id(), use)) {
      case Redemption.Rejected(String reason) -> invalidGrant("the code is not good: " + reason);
      case Redemption.Redeemed(OAuthGrant grant, Secret refresh) ->
          granted(new Redemption.Redeemed(grant, refresh), grant.scopes(), lifetime);
    };
  }

  private TokenAnswer byRefresh(
      OAuthClient client, Form.Read form, LifetimeWish.Fulfilled lifetime) {
    Optional<Secret> token = form.find("refresh_token").map(Secret::new);
    if (token.isEmpty()) {
      return new Refused(OAuthError.INVALID_REQUEST, "refresh_token is missing");
    }
    Scopes allowed = grants.scopes(client.id(), token.get()).orElse(Scopes.NONE);
    if (allowed.isEmpty()) {
      return refresh(client, token.get(), allowed, lifetime);
    }
    return switch (ScopeWish.of(form, allowed, catalogue)) {
      case ScopeWish.Refused(String fault) -> new Refused(OAuthError.INVALID_SCOPE, fault);
      case ScopeWish.Fulfilled(Scopes scopes) -> refresh(client, token.get(), scopes, lifetime);
    };
  }

  private TokenAnswer refresh(
      OAuthClient client, Secret token, Scopes scopes, LifetimeWish.Fulfilled lifetime) {
    return switch (grants.refresh(client.id(), token)) {
      case Redemption.Rejected(String reason) ->
          invalidGrant("the refresh token is not good: " + reason);
      case Redemption.Redeemed redeemed -> granted(redeemed, scopes, lifetime);
    };
  }

  private TokenAnswer granted(
      Redemption.Redeemed redeemed, Scopes scopes, LifetimeWish.Fulfilled lifetime) {
    OAuthGrant grant = redeemed.grant();
    Secret token =
        tokens.issue(
            grant.principal(scopes), grant.user().toString(), grant.id(), lifetime.lifetime());
    return new GrantedWithRefresh(
        new Granted(token, lifetime.reported(), scopes), redeemed.refreshToken());
  }

  private static TokenAnswer invalidGrant(String description) {
    return new Refused(OAuthError.INVALID_GRANT, description);
  }
}
