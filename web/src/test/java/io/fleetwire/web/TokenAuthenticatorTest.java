package io.fleetwire.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.Principal;
import io.fleetwire.access.Scopes;
import io.fleetwire.access.Verification;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.TraceId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which header proves what, and which refusal follows.
final class TokenAuthenticatorTest {
  private static final Principal CALLER = principal(1);
  private static final Authorization.Token OAUTH_ONLY = new Authorization.Token(Set.of(), false);
  private static final Authorization.Token BOTH = new Authorization.Token(Set.of(), true);

  private final TokenAuthenticator authenticator =
      new TokenAuthenticator(
          TokenAuthenticatorTest::verify,
          TokenAuthenticatorTest::verify,
          (_, customer) -> customer.equals("2") ? Optional.of(principal(2)) : Optional.empty());

  @ParameterizedTest
  @CsvSource({
    "good, ",
    "expired, EXPIRED",
    "revoked, REVOKED",
    "reused, REUSED",
    "invalid, INVALID",
    "malformed, MALFORMED"
  })
  void aTokenIsWorthWhatItsVerifierSays(String token, Problem.Kind kind) {
    for (String header : List.of("Authorization: bearer " + token, "x-KNOX-apitoken: " + token)) {
      Identity identity = authenticate(BOTH, header);
      if (kind == null) {
        assertThat(identity).isEqualTo(new Identity.Known(CALLER));
      } else {
        assertThat(kindOf(identity)).isEqualTo(kind);
      }
    }
  }

  @Test
  void aMissingOrAmbiguousProofIsRefusedWithTheHeaderToSend() {
    assertThat(kindOf(authenticate(BOTH))).isEqualTo(Problem.Kind.MISSING);
    assertThat(authenticate(BOTH).toString()).contains("x-knox-apitoken");
    assertThat(authenticate(OAUTH_ONLY).toString()).doesNotContain("x-knox-apitoken");
    assertThat(kindOf(authenticate(BOTH, "Authorization: Basic abc")))
        .isEqualTo(Problem.Kind.MALFORMED);
    assertThat(kindOf(authenticate(BOTH, "Authorization: Bearer good", "x-knox-apitoken: good")))
        .isEqualTo(Problem.Kind.MALFORMED);
    assertThat(
            kindOf(authenticate(BOTH, "Authorization: Bearer good", "Authorization: Bearer good")))
        .isEqualTo(Problem.Kind.MALFORMED);
  }

  @Test
  void theLegacyTokenCountsOnlyWhereTheRouteSaysSo() {
    assertThat(kindOf(authenticate(OAUTH_ONLY, "x-knox-apitoken: good")))
        .isEqualTo(Problem.Kind.MISSING);
  }

  @Test
  void aManagerActsForTheCustomersItManagesOnly() {
    String good = "Authorization: Bearer good";
    assertThat(authenticate(BOTH, good, "x-wsm-managed-tenantid: 2"))
        .isEqualTo(new Identity.Known(principal(2)));
    assertThat(authenticate(BOTH, good, "x-wsm-managed-tenantid: 3").toString())
        .contains("Forbidden");
    assertThat(
            authenticate(BOTH, good, "x-wsm-managed-tenantid: 2", "x-wsm-managed-tenantid: 2")
                .toString())
        .contains("Forbidden");
  }

  private Identity authenticate(Authorization.Token rule, String... headers) {
    List<Header> all =
        Arrays.stream(headers)
            .map(line -> line.split(": ", 2))
            .map(parts -> new Header(parts[0], parts[1]))
            .toList();
    return authenticator.authenticate(
        Request.of(
            new Request.Head(HttpMethod.GET, "/", List.of(), all, new TraceId("t"), "127.0.0.1")),
        rule);
  }

  private static Problem.Kind kindOf(Identity identity) {
    return identity instanceof Identity.Refused(Problem.Unauthenticated(var kind, String _))
        ? kind
        : failed(identity);
  }

  private static Problem.Kind failed(Identity identity) {
    throw new AssertionError("not refused for want of a proof: " + identity);
  }

  private static Verification verify(String token) {
    return switch (token) {
      case "good" -> new Verification.Valid(CALLER);
      case "expired" -> new Verification.Expired();
      case "revoked" -> new Verification.Revoked();
      case "reused" -> new Verification.Reused();
      case "invalid" -> new Verification.Invalid();
      default -> new Verification.Malformed();
    };
  }

  private static Principal principal(long organization) {
    return new Principal(
        new OrganizationId(organization), Scopes.NONE, "client", Principal.Kind.OAUTH);
  }
}
