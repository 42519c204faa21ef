package io.fleetwire.access;

import static io.fleetwire.access.World.granted;
import static io.fleetwire.access.World.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientCredentialsTest extends OwnWorld {
  private static final Map<String, String> PLAIN = Map.of("grant_type", "client_credentials");

  private ClientAnswer.NewClient client;

  @BeforeEach
  void open() {
    client = world.client("kai.app kdms.devices");
  }

  @Test
  void aClientGetsATokenForAllItsScopesAndIsToldOneSecondLessThanItsLifetime() {
    TokenAnswer.Granted granted = granted(world.token(client, PLAIN));
    assertThat(granted.expiresIn()).isEqualTo(Duration.ofSeconds(599));
    assertThat(granted.scopes()).hasToString("kai.app kdms.devices");
    assertThat(world.verify(granted.accessToken()))
        .isEqualTo(
            new Verification.Valid(
                new Principal(
                    client.client().organization(),
                    World.scopes("kai.app kdms.devices"),
                    client.client().id(),
                    Principal.Kind.OAUTH)));
  }

  @Test
  void theLifetimeOfAClientIsItsOwn() {
    ClientAnswer.NewClient other =
        world.register(
            new ClientRegistration(
                world.organization(), World.scopes("kai"), Duration.ofMinutes(60), Set.of()));
    TokenAnswer.Granted granted = granted(world.token(other, PLAIN));
    assertThat(granted.expiresIn()).isEqualTo(Duration.ofSeconds(3599));
    world.clock.advance(Duration.ofSeconds(3599));
    assertThat(world.verify(granted.accessToken())).isInstanceOf(Verification.Valid.class);
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(world.verify(granted.accessToken())).isInstanceOf(Verification.Expired.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 600, 3600})
  void anAskedLifetimeIsHonouredAndReportedAsAsked(int seconds) {
    TokenAnswer.Granted granted = granted(ask("expires_in", Integer.toString(seconds)));
    assertThat(granted.expiresIn()).isEqualTo(Duration.ofSeconds(seconds));
    world.clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
    assertThat(world.verify(granted.accessToken())).isInstanceOf(Verification.Valid.class);
    world.clock.advance(Duration.ofMillis(1));
    assertThat(world.verify(granted.accessToken())).isInstanceOf(Verification.Expired.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3601", "-1", "1.5", "ten", "999999999999", " 60"})
  void aLifetimeOutsideOneSecondToOneHourIsInvalid(String seconds) {
    assertThat(refused(ask("expires_in", seconds)))
        .isEqualTo(
            new TokenAnswer.Refused(
                OAuthError.INVALID_REQUEST, "expires_in is a number of seconds from 1 to 3600"));
  }

  @ParameterizedTest
  @CsvSource({
    "kai.app, kai.app",
    "kdms.devices:upload, kdms.devices:upload",
    "kdms.devices:delete kai.app, kdms.devices:delete kai.app",
  })
  void aPartOfTheScopesMayBeAskedFor(String asked, String granted) {
    TokenAnswer.Granted answer = granted(ask("scope", asked));
    assertThat(answer.scopes()).hasToString(granted);
    assertThat(world.verify(answer.accessToken()))
        .isInstanceOfSatisfying(
            Verification.Valid.class,
            valid -> assertThat(valid.principal().scopes()).isEqualTo(answer.scopes()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kai",
        "kai.app ke",
        "kdms",
        "kdms.kai.devices:delete",
        "kai.ap",
        "kai.app kai..app",
        "  "
      })
  void whatIsNotRegisteredOrUnknownIsAnInvalidScope(String asked) {
    assertThat(refused(ask("scope", asked)).error()).isEqualTo(OAuthError.INVALID_SCOPE);
  }

  @Test
  void anEmptyScopeIsNoScopeParameter() {
    assertThat(granted(ask("scope", "")).scopes()).isEqualTo(client.client().scopes());
  }

  @Test
  void anUnknownScopeIsExplained() {
    assertThat(refused(ask("scope", "kdms.device")).description())
        .contains("there is no scope kdms.device; did you mean kdms.devices");
  }

  @Test
  void grantTypesAreThreeAndMandatory() {
    assertThat(refused(world.token(client, Map.of())).error())
        .isEqualTo(OAuthError.INVALID_REQUEST);
    assertThat(refused(world.token(client, Map.of("grant_type", "password"))).error())
        .isEqualTo(OAuthError.UNSUPPORTED_GRANT_TYPE);
    assertThat(
            refused(
                    world.token(
                        client, Map.of("grant_type", "authorization_code", "code", "anything")))
                .error())
        .isEqualTo(OAuthError.UNAUTHORIZED_CLIENT);
  }

  @Test
  void aWrongSecretAndAnUnknownClientAreTheSameAnswer() {
    TokenAnswer wrong = send(client.client().id(), "wrong");
    TokenAnswer unknown = send("nobody", client.secret().reveal());
    assertThat(wrong).isEqualTo(unknown);
    assertThat(refused(wrong).error()).isEqualTo(OAuthError.INVALID_CLIENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grant_type=client_credentials",
        "grant_type=client_credentials&client_id=x",
        "grant_type=client_credentials&client_secret=x",
      })
  void missingCredentialsAreAnInvalidClient(String form) {
    assertThat(refused(world.access().authorizationServer().token(World.request(form))).error())
        .isEqualTo(OAuthError.INVALID_CLIENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "grant_type=client_credentials&grant_type=client_credentials"})
  void aBrokenBodyIsAnInvalidRequest(String form) {
    assertThat(refused(world.access().authorizationServer().token(World.request(form))).error())
        .isEqualTo(OAuthError.INVALID_REQUEST);
  }

  @Test
  void basicAuthenticationIsTheSameAsTheBody() {
    String form = World.form(PLAIN);
    assertThat(granted(withHeaders(form, basic(client)))).isNotNull();
    assertThat(granted(withHeaders(form, basic(client).replace("Basic", "BASIC")))).isNotNull();
    assertThat(granted(withHeaders(form + "&client_id=" + client.client().id(), basic(client))))
        .isNotNull();
  }

  @Test
  void twoWaysToAuthenticateAtOnceAreAnInvalidRequest() {
    String form = World.form(PLAIN);
    assertThat(refused(withHeaders(form + "&client_secret=x", basic(client))).error())
        .isEqualTo(OAuthError.INVALID_REQUEST);
    assertThat(refused(withHeaders(form + "&client_id=other", basic(client))).error())
        .isEqualTo(OAuthError.INVALID_REQUEST);
    assertThat(refused(withHeaders(form, basic(client), basic(client))).error())
        .isEqualTo(OAuthError.INVALID_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Basic", "Basic ", "Basic !!!", "Basic bm9jb2xvbg==", "Basic JTp4", "Bearer abc"})
  void anUnreadableHeaderIsAnInvalidClient(String header) {
    assertThat(refused(withHeaders(World.form(PLAIN), header)).error())
        .isEqualTo(OAuthError.INVALID_CLIENT);
  }

  @Test
  void whoKeepsFailingIsSlowedDownAndTheRightSecretStillWorks() {
    for (int i = 0; i < FailureLimits.Kind.CLIENT.burst(); i++) {
      assertThat(refused(send(client.client().id(), "guess-" + i)).error())
          .isEqualTo(OAuthError.INVALID_CLIENT);
    }
    assertThat(send(client.client().id(), "guess")).isInstanceOf(TooMany.class);
    assertThat(granted(world.token(client, PLAIN))).isNotNull();
    world.clock.advance(Duration.ofSeconds(3));
    assertThat(refused(send(client.client().id(), "guess")).error())
        .isEqualTo(OAuthError.INVALID_CLIENT);
  }

  @Test
  void anAddressThatTriesManyClientsIsSlowedDown() {
    for (int i = 0; i < FailureLimits.Kind.ADDRESS.burst(); i++) {
      assertThat(refused(send("client-" + i, "x")).error()).isEqualTo(OAuthError.INVALID_CLIENT);
    }
    assertThat(send("client", "x"))
        .isInstanceOfSatisfying(
            TooMany.class, tooMany -> assertThat(tooMany.retryAfter()).isPositive());
  }

  private TokenAnswer ask(String name, String value) {
    Map<String, String> parameters = new TreeMap<>(PLAIN);
    parameters.put(name, value);
    return world.token(client, parameters);
  }

  private TokenAnswer send(String id, String secret) {
    String form =
        World.form(
            Map.of("grant_type", "client_credentials", "client_id", id, "client_secret", secret));
    return world.access().authorizationServer().token(World.request(form));
  }

  private TokenAnswer withHeaders(String form, String... headers) {
    return world
        .access()
        .authorizationServer()
        .token(new TokenRequest(form, List.of(headers), World.ADDRESS));
  }

  private static String basic(ClientAnswer.NewClient client) {
    String pair = World.encode(client.client().id()) + ":" + World.encode(client.secret().reveal());
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
  }
}
