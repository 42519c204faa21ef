package io.fleetwire.web;

import io.fleetwire.access.Principal;
import io.fleetwire.access.Verification;
import io.fleetwire.web.Problem.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the caller by `Authorization: Bearer` (RFC 6750) or, where a route accepts it, by the
/// signed token of `x-knox-apitoken`; then lets them act for the customer that
/// `x-wsm-managed-tenantid` names. Safe for many threads.
public final class TokenAuthenticator implements Authenticator {
  private static final String AUTHORIZATION = "Authorization";
  private static final String LEGACY = "x-knox-apitoken";
  private static final String CUSTOMER = "x-wsm-managed-tenantid";
  private static final String SCHEME = "bearer ";

  private final Verifier bearer;
  private final Verifier legacy;
  private final Representation representation;

  /// Says what a token is worth now.
  @FunctionalInterface
  public interface Verifier {
    Verification verify(String token);
  }

  /// Says as whom a caller acts who names a customer; empty when they may not.
  @FunctionalInterface
  public interface Representation {
    Optional<Principal> actFor(Principal caller, String customer);
  }

  public TokenAuthenticator(Verifier bearer, Verifier legacy, Representation representation) {
    this.bearer = bearer;
    this.legacy = legacy;
    this.representation = representation;
  }

  @Override
  public Identity authenticate(Request head, Authorization.Token rule) {
    List<String> bearers = head.headers(AUTHORIZATION);
    List<String> legacies = rule.legacyToo() ? head.headers(LEGACY) : List.of();
    int proofs = bearers.size() + legacies.size();
    if (proofs == 0) {
      return refused(Kind.MISSING, "send " + accepted(rule));
    }
    if (proofs > 1) {
      return refused(Kind.MALFORMED, "send one token, not " + proofs);
    }
    if (!legacies.isEmpty()) {
      return identity(head, legacy.verify(legacies.getFirst()), LEGACY);
    }
    String value = bearers.getFirst();
    if (!value.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return refused(Kind.MALFORMED, "send " + accepted(rule));
    }
    return identity(head, bearer.verify(value.substring(SCHEME.length()).strip()), AUTHORIZATION);
  }

  private static String accepted(Authorization.Token rule) {
    String oauth = "the header Authorization: Bearer <access token>";
    return rule.legacyToo() ? oauth + ", or " + LEGACY + ": <signed token>" : oauth;
  }

  private Identity identity(Request head, Verification verification, String header) {
    return switch (verification) {
      case Verification.Valid(Principal principal) -> acting(head, principal);
      case Verification.Expired() ->
          refused(Kind.EXPIRED, "the token of " + header + " has expired; get a new one");
      case Verification.Revoked() ->
          refused(Kind.REVOKED, "the token of " + header + " was revoked; get a new one");
      case Verification.Reused() ->
          refused(Kind.REUSED, "the jti of the token was used before; sign each request anew");
      case Verification.Invalid() ->
          refused(Kind.INVALID, "the token of " + header + " is not one of this server's");
      case Verification.Malformed() ->
          refused(Kind.MALFORMED, "the header " + header + " does not hold a token");
    };
  }

  private Identity acting(Request head, Principal caller) {
    List<String> customers = head.headers(CUSTOMER);
    if (customers.isEmpty()) {
      return new Identity.Known(caller);
    }
    // One answer for a customer who is not managed and one who does not exist: nobody may find out.
    Identity refused =
        new Identity.Refused(
            new Problem.Forbidden(CUSTOMER + " names no customer that your organization manages"));
    return customers.size() > 1
        ? refused
        : representation
            .actFor(caller, customers.getFirst())
            .<Identity>map(Identity.Known::new)
            .orElse(refused);
  }

  private static Identity refused(Kind kind, String detail) {
    return new Identity.Refused(new Problem.Unauthenticated(kind, detail));
  }
}
