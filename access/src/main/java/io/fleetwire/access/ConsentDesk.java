package io.fleetwire.access;

import io.fleetwire.access.AuthorizeAnswer.Redirect;
import io.fleetwire.access.AuthorizeAnswer.Refused;
import io.fleetwire.engine.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Answers requests for authorization that a user agrees to, RFC 6749 section 4.1.1. Thread-safe.
///
/// Until client and redirect URI are known to belong together nothing is redirected: the answer
/// would go to whoever wrote the link.
final class ConsentDesk {
  private final OAuthClients clients;
  private final Grants grants;
  private final ScopeCatalogue catalogue;

  ConsentDesk(OAuthClients clients, Grants grants, ScopeCatalogue catalogue) {
    this.clients = clients;
    this.grants = grants;
    this.catalogue = catalogue;
  }

  /// Where to send the browser back to. `state` is empty when the request had none.
  private record WayBack(String redirectUri, String state) {

    AuthorizeAnswer with(String code) {
      return new Redirect(redirectUri + separator() + "code=" + encode(code) + stateParameter());
    }

    AuthorizeAnswer fail(OAuthError error, String description) {
      return new Redirect(
          redirectUri
              + separator()
              + "error="
              + error.code()
              + "&error_description="
              + encode(description)
              + stateParameter());
    }

    private String separator() {
      return redirectUri.indexOf('?') < 0 ? "?" : "&";
    }

    private String stateParameter() {
      return state.isEmpty() ? "" : "&state=" + encode(state);
    }

    private static String encode(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }

  AuthorizeAnswer answer(String query, User user) {
    return switch (Form.parse(query)) {
      case Form.Broken(String fault) -> new Refused(OAuthError.INVALID_REQUEST, fault);
      case Form.Read form -> answer(form, user);
    };
  }

  private AuthorizeAnswer answer(Form.Read form, User user) {
    Optional<OAuthClient> client = form.find("client_id").flatMap(clients::find);
    if (client.isEmpty()) {
      return new Refused(OAuthError.INVALID_REQUEST, "client_id names no registered client");
    }
    Optional<String> redirectUri =
        form.find("redirect_uri").filter(client.get().redirectUris()::contains);
    if (redirectUri.isEmpty()) {
      return new Refused(
          OAuthError.INVALID_REQUEST,
          "redirect_uri must be, letter by letter, one that the client has registered");
    }
    WayBack back = new WayBack(redirectUri.get(), form.find("state").orElse(""));
    if (!client.get().enabled()) {
      // Its code could not be redeemed, which is found out where nobody can mend it.
      return back.fail(OAuthError.UNAUTHORIZED_CLIENT, "the client is disabled");
    }
    Optional<AuthorizeAnswer> fault = fault(form, back);
    return fault.isPresent() ? fault.get() : agree(form, back, client.get(), user);
  }

  private static Optional<AuthorizeAnswer> fault(Form.Read form, WayBack back) {
    String responseType = form.find("response_type").orElse("");
    if (responseType.isEmpty()) {
      return Optional.of(back.fail(OAuthError.INVALID_REQUEST, "response_type is missing"));
    }
    if (!responseType.equals("code")) {
      return Optional.of(
          back.fail(OAuthError.UNSUPPORTED_RESPONSE_TYPE, "response_type must be code"));
    }
    if (back.state().isEmpty()) {
      return Optional.of(
          back.fail(
              OAuthError.INVALID_REQUEST, "state is missing; without it, links can be forged"));
    }
    boolean provable =
        form.find("code_challenge_method").orElse("").equals(Pkce.METHOD)
            && Pkce.isChallenge(form.find("code_challenge").orElse(""));
    return provable
        ? Optional.empty()
        : Optional.of(
            back.fail(
                OAuthError.INVALID_REQUEST,
                "code_challenge must be there, with code_challenge_method S256"));
  }

  private AuthorizeAnswer agree(Form.Read form, WayBack back, OAuthClient client, User user) {
    return switch (ScopeWish.of(form, client.scopes(), catalogue)) {
      case ScopeWish.Refused(String fault) -> back.fail(OAuthError.INVALID_SCOPE, fault);
      case ScopeWish.Fulfilled(Scopes scopes) -> {
        Secret code =
            grants.newCode(
                new Grants.Consent(client, user, scopes),
                new Grants.CodeTerms(
                    back.redirectUri(), form.find("code_challenge").orElseThrow()));
        yield back.with(code.reveal());
      }
    };
  }
}
