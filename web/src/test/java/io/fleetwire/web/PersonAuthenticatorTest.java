package io.fleetwire.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.Role;
import io.fleetwire.access.Session;
import io.fleetwire.access.SignInAnswer;
import io.fleetwire.access.TooMany;
import io.fleetwire.access.User;
import io.fleetwire.access.UserId;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import io.fleetwire.engine.TraceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who a person is by what their program or browser sends.
final class PersonAuthenticatorTest {
  private static final User ANN =
      new User(new UserId(3), new OrganizationId(7), "ann@a.example", "ann", Role.MEMBER, true);

  private final PersonAuthenticator authenticator =
      new PersonAuthenticator(
          PersonAuthenticatorTest::check,
          PersonAuthenticatorTest::session,
          new SessionCookie(false));

  @Test
  void aKeyIsAskedForWithTheNameBeforeTheFirstColon() {
    Identity identity = authenticate(HttpMethod.POST, "Authorization", basic("ann:k:e:y"));
    assertThat(identity).isEqualTo(new Identity.Known(ANN.principal()));
    assertThat(ANN.principal().person().permissions()).isEqualTo(Role.MEMBER.permissions());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Basic !!!              | MALFORMED",
        "Bearer abc             | MALFORMED",
        "Basic                  | MALFORMED",
        "Basic OmtleQ==         | MALFORMED", // no name before the colon
        "Basic YW5u             | MALFORMED", // no colon
        "Basic YW5uOndyb25n     | INVALID",
      })
  void whatIsNoKeyIsRefused(String header, Problem.Kind kind) {
    assertThat(problem(authenticate(HttpMethod.GET, "Authorization", header)))
        .isInstanceOfSatisfying(
            Problem.Unauthenticated.class, p -> assertThat(p.kind()).isEqualTo(kind));
  }

  @Test
  void whoSendsNothingIsToldWhatToSend() {
    assertThat(problem(authenticate(HttpMethod.GET)))
        .isInstanceOfSatisfying(
            Problem.Unauthenticated.class,
            p -> {
              assertThat(p.kind()).isEqualTo(Problem.Kind.MISSING);
              assertThat(p.detail()).contains("usernameOrEmail:apiKey");
            });
  }

  @Test
  void whoFailsTooOftenMustWait() {
    assertThat(problem(authenticate(HttpMethod.GET, "Authorization", basic("eve:x"))))
        .isEqualTo(new Problem.TooManyRequests(Duration.ofMinutes(5)));
  }

  @Test
  void aCookieLetsABrowserLook() {
    assertThat(authenticate(HttpMethod.GET, "Cookie", "a=b; fleetwire_session=token; c=d"))
        .isEqualTo(new Identity.Known(ANN.principal()));
    assertThat(problem(authenticate(HttpMethod.GET, "Cookie", "fleetwire_session=old")))
        .isInstanceOfSatisfying(
            Problem.Unauthenticated.class,
            p -> assertThat(p.kind()).isEqualTo(Problem.Kind.EXPIRED));
  }

  @ParameterizedTest
  @CsvSource({"POST", "PUT", "DELETE", "PATCH"})
  void aCookieAloneChangesNothing(HttpMethod method) {
    String cookie = "fleetwire_session=token";
    assertThat(problem(authenticate(method, "Cookie", cookie)))
        .isInstanceOf(Problem.Forbidden.class);
    assertThat(problem(authenticate(method, "Cookie", cookie, "X-CSRF-Token", "guess")))
        .isInstanceOf(Problem.Forbidden.class);
    assertThat(authenticate(method, "Cookie", cookie, "x-csrf-token", "csrf"))
        .isEqualTo(new Identity.Known(ANN.principal()));
  }

  @Test
  void twoProofsAreOneTooMany() {
    assertThat(
            problem(
                authenticate(
                    HttpMethod.GET,
                    "Cookie",
                    "fleetwire_session=token",
                    "Authorization",
                    basic("ann:k:e:y"))))
        .isInstanceOf(Problem.Unauthenticated.class);
  }

  private Identity authenticate(HttpMethod method, String... headers) {
    List<Header> all = new ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(new Header(headers[i], headers[i + 1]));
    }
    return authenticator.authenticate(
        Request.of(
            new Request.Head(method, "/v2/x", List.of(), all, new TraceId("t"), "192.0.2.1")));
  }

  private static Problem problem(Identity identity) {
    return ((Identity.Refused) identity).problem();
  }

  private static SignInAnswer check(String login, Secret key, String remoteAddress) {
    if (login.equals("eve")) {
      return new TooMany(Duration.ofMinutes(5));
    }
    return login.equals("ann") && key.reveal().equals("k:e:y")
        ? new SignInAnswer.SignedIn(ANN)
        : new SignInAnswer.Wrong();
  }

  private static Optional<Session> session(Secret token) {
    return token.reveal().equals("token")
        ? Optional.of(new Session(ANN, new Secret("csrf"), Instant.MAX))
        : Optional.empty();
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
