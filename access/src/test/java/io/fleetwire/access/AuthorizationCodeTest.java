package io.fleetwire.access;

import static io.fleetwire.access.World.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AuthorizationCodeTest extends OwnWorld {
  /// RFC 7636 appendix B.
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private ClientAnswer.NewClient client;
  private User user;

  @BeforeEach
  void open() {
    client = world.clientWithRedirect("kai.app kdms.devices");
    user = world.user(world.organization(), "ann@customer.example");
  }

  @Test
  void aUserLetsAClientActForTheirOrganization() {
    TokenAnswer.GrantedWithRefresh granted = granted(redeem(code()));
    assertThat(granted.access().expiresIn()).isEqualTo(Duration.ofSeconds(599));
    assertThat(world.verify(granted.access().accessToken()))
        .isEqualTo(
            new Verification.Valid(
                new Principal(
                    user.organization(),
                    World.scopes("kai.app kdms.devices"),
                    client.client().id(),
                    Principal.Kind.OAUTH)));
  }

  @Test
  void theAnswerGoesToTheRedirectUriWithCodeAndState() {
    String location = redirect(authorize(Map.of("state", "a&b=ä")));
    assertThat(location)
        .matches("https://app\\.example/back\\?code=[\\w-]{43}&state=a%26b%3D%C3%A4");
  }

  @Test
  void aRedirectUriMayHaveAQueryOfItsOwn() {
    String uri = "https://app.example/back?tenant=1";
    client =
        world.register(
            new ClientRegistration(
                world.organization(), World.scopes("kai"), Duration.ofMinutes(10), Set.of(uri)));
    assertThat(redirect(authorize(Map.of("redirect_uri", uri)))).startsWith(uri + "&code=");
  }

  @ParameterizedTest
  @CsvSource({
    "client_id, nobody",
    "client_id, ''",
    "redirect_uri, ''",
    "redirect_uri, https://app.example/back/",
    "redirect_uri, https://app.example/BACK",
    "redirect_uri, https://app.example/back?x=1",
    "redirect_uri, https://evil.example/back",
  })
  void nobodyIsRedirectedToAStranger(String name, String value) {
    assertThat(authorize(Map.of(name, value))).isInstanceOf(AuthorizeAnswer.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "response_type, '', invalid_request",
    "response_type, token, unsupported_response_type",
    "code_challenge, '', invalid_request",
    "code_challenge, tooshort, invalid_request",
    "code_challenge_method, '', invalid_request",
    "code_challenge_method, plain, invalid_request",
    "scope, kai, invalid_scope",
    "scope, kai.nonsense, invalid_scope",
  })
  void otherFaultsAreToldToTheClient(String name, String value, String error) {
    assertThat(redirect(authorize(Map.of(name, value))))
        .startsWith(World.REDIRECT_URI + "?error=" + error + "&error_description=")
        .endsWith("&state=xyz")
        .doesNotContain("code=");
  }

  @Test
  void stateIsMandatory() {
    assertThat(redirect(authorize(Map.of("state", ""))))
        .startsWith(World.REDIRECT_URI + "?error=invalid_request&")
        .doesNotContain("state=");
  }

  @Test
  void aDoubledParameterIsRefused() {
    assertThat(world.access().authorizationServer().authorize("state=1&state=2", user))
        .isInstanceOf(AuthorizeAnswer.Refused.class);
  }

  /// RFC 6749 section 4.1.2.1. Its code could not be redeemed.
  @Test
  void aClientThatIsDisabledIsToldSoInsteadOfGettingACode() {
    enable(false);
    assertThat(redirect(authorize(Map.of())))
        .startsWith(World.REDIRECT_URI + "?error=unauthorized_client&error_description=")
        .endsWith("&state=xyz")
        .doesNotContain("code=");
    assertThat(authorize(Map.of("redirect_uri", "https://evil.example/back")))
        .as("who is told belongs to the client")
        .isInstanceOf(AuthorizeAnswer.Refused.class);
    enable(true);
    assertThat(granted(redeem(code()))).isNotNull();
  }

  private void enable(boolean enabled) {
    OAuthClient known = client.client();
    Principal keeper =
        new Principal(known.organization(), Scopes.NONE, "keeper", Principal.Kind.USER);
    assertThat(world.access().clients().setEnabled(keeper, known.id(), enabled)).isTrue();
  }

  @Test
  void aUserMayLetAClientHaveLessThanItAskedFor() {
    TokenAnswer.GrantedWithRefresh granted =
        granted(redeem(codeOf(authorize(Map.of("scope", "kdms.devices:upload")))));
    assertThat(granted.access().scopes()).hasToString("kdms.devices:upload");
  }

  @Test
  void aCodeLivesForOneMinute() {
    String early = code();
    String late = code();
    world.clock.advance(Duration.ofMillis(59_999));
    assertThat(granted(redeem(early))).isNotNull();
    world.clock.advance(Duration.ofMillis(1));
    assertThat(refused(redeem(late)).error()).isEqualTo(OAuthError.INVALID_GRANT);
  }

  @Test
  void aSecondUseOfACodeKillsEveryTokenThatCameOfIt() {
    String code = code();
    TokenAnswer.GrantedWithRefresh first = granted(redeem(code));
    TokenAnswer.GrantedWithRefresh other = granted(redeem(code()));
    assertThat(refused(redeem(code)).error()).isEqualTo(OAuthError.INVALID_GRANT);
    assertThat(world.verify(first.access().accessToken())).isInstanceOf(Verification.Revoked.class);
    assertThat(refused(refresh(first.refreshToken())).error()).isEqualTo(OAuthError.INVALID_GRANT);
    assertThat(world.verify(other.access().accessToken())).isInstanceOf(Verification.Valid.class);
  }

  @Test
  void aSecondUseOfACodeIsStillNoticedAfterTheCodeHasExpired() {
    String code = code();
    TokenAnswer.GrantedWithRefresh first = granted(redeem(code));
    world.clock.advance(Duration.ofMinutes(5));
    world.access().pump().step();
    assertThat(refused(redeem(code)).error()).isEqualTo(OAuthError.INVALID_GRANT);
    assertThat(world.verify(first.access().accessToken())).isInstanceOf(Verification.Revoked.class);
  }

  @Test
  void aMistakeDoesNotUseTheCodeUp() {
    String code = code();
    assertThat(refused(redeem(code, "code_verifier", "x".repeat(43))).error())
        .isEqualTo(OAuthError.INVALID_GRANT);
    assertThat(refused(redeem(code, "code_verifier", "short")).error())
        .isEqualTo(OAuthError.INVALID_REQUEST);
    assertThat(refused(redeem(code, "code_verifier", "")).error())
        .isEqualTo(OAuthError.INVALID_REQUEST);
    assertThat(refused(redeem(code, "redirect_uri", "https://app.example/other")).error())
        .isEqualTo(OAuthError.INVALID_GRANT);
    assertThat(refused(redeem(code, "redirect_uri", "")).error())
        .isEqualTo(OAuthError.INVALID_REQUEST);
    assertThat(refused(redeem(code, "expires_in", "3601")).error())
        .isEqualTo(OAuthError.INVALID_REQUEST);
    assertThat(granted(redeem(code))).isNotNull();
  }

  @Test
  void anotherClientCannotRedeemTheCodeNorEndTheGrant() {
    String code = code();
    TokenAnswer.GrantedWithRefresh first = granted(redeem(code));
    ClientAnswer.NewClient owner = client;
    client = world.clientWithRedirect("kai");
    assertThat(refused(redeem(code)).error()).isEqualTo(OAuthError.INVALID_GRANT);
    client = owner;
    assertThat(world.verify(first.access().accessToken())).isInstanceOf(Verification.Valid.class);
  }

  @Test
  void anUnknownCodeIsAnInvalidGrant() {
    assertThat(refused(redeem("unknown")).error()).isEqualTo(OAuthError.INVALID_GRANT);
    assertThat(refused(redeem("")).error()).isEqualTo(OAuthError.INVALID_REQUEST);
  }

  @Test
  void aRefreshTokenBringsTheNextOneAndMayAskForLess() {
    TokenAnswer.GrantedWithRefresh first = granted(redeem(code()));
    TokenAnswer.GrantedWithRefresh second =
        granted(refresh(first.refreshToken(), "scope", "kai.app"));
    assertThat(second.access().scopes()).hasToString("kai.app");
    assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
    TokenAnswer.GrantedWithRefresh third = granted(refresh(second.refreshToken()));
    assertThat(third.access().scopes()).isEqualTo(first.access().scopes());
  }

  @Test
  void aMistakeDoesNotUseTheRefreshTokenUp() {
    TokenAnswer.GrantedWithRefresh first = granted(redeem(code()));
    assertThat(refused(refresh(first.refreshToken(), "scope", "kai")).error())
        .isEqualTo(OAuthError.INVALID_SCOPE);
    assertThat(refused(refresh(first.refreshToken(), "expires_in", "0")).error())
        .isEqualTo(OAuthError.INVALID_REQUEST);
    assertThat(granted(refresh(first.refreshToken()))).isNotNull();
  }

  @Test
  void aSecondUseOfARefreshTokenEndsTheWholeFamilyAtOnce() {
    TokenAnswer.GrantedWithRefresh first = granted(redeem(code()));
    TokenAnswer.GrantedWithRefresh second = granted(refresh(first.refreshToken()));
    assertThat(refused(refresh(first.refreshToken())).error()).isEqualTo(OAuthError.INVALID_GRANT);
    assertThat(refused(refresh(second.refreshToken())).error()).isEqualTo(OAuthError.INVALID_GRANT);
    assertThat(world.verify(first.access().accessToken())).isInstanceOf(Verification.Revoked.class);
    assertThat(world.verify(second.access().accessToken()))
        .isInstanceOf(Verification.Revoked.class);
  }

  @Test
  void aRefreshTokenLivesFor90DaysAndEachUseBegins90More() {
    TokenAnswer.GrantedWithRefresh first = granted(redeem(code()));
    world.clock.advance(Duration.ofDays(90).minusMillis(1));
    world.access().pump().step();
    TokenAnswer.GrantedWithRefresh second = granted(refresh(first.refreshToken()));
    world.clock.advance(Duration.ofDays(90).minusMillis(1));
    TokenAnswer.GrantedWithRefresh third = granted(refresh(second.refreshToken()));
    world.clock.advance(Duration.ofDays(90));
    assertThat(refused(refresh(third.refreshToken())).error()).isEqualTo(OAuthError.INVALID_GRANT);
  }

  @Test
  void anotherClientCannotUseTheRefreshToken() {
    TokenAnswer.GrantedWithRefresh first = granted(redeem(code()));
    ClientAnswer.NewClient owner = client;
    client = world.clientWithRedirect("kai");
    assertThat(refused(refresh(first.refreshToken())).error()).isEqualTo(OAuthError.INVALID_GRANT);
    client = owner;
    assertThat(granted(refresh(first.refreshToken()))).isNotNull();
  }

  @Test
  void aMissingOrUnknownRefreshTokenIsRefused() {
    assertThat(refused(refresh(new Secret(""))).error()).isEqualTo(OAuthError.INVALID_REQUEST);
    assertThat(refused(refresh(new Secret("fwr_unknown"))).error())
        .isEqualTo(OAuthError.INVALID_GRANT);
  }

  private String code() {
    return codeOf(authorize(Map.of()));
  }

  private AuthorizeAnswer authorize(Map<String, String> changes) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", client.client().id());
    parameters.put("redirect_uri", World.REDIRECT_URI);
    parameters.put("code_challenge", CHALLENGE);
    parameters.put("code_challenge_method", "S256");
    parameters.put("state", "xyz");
    parameters.putAll(changes);
    return world.access().authorizationServer().authorize(World.form(parameters), user);
  }

  private TokenAnswer redeem(String code) {
    return redeem(code, "unused", "");
  }

  private TokenAnswer redeem(String code, String name, String value) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("grant_type", "authorization_code");
    parameters.put("code", code);
    parameters.put("redirect_uri", World.REDIRECT_URI);
    parameters.put("code_verifier", VERIFIER);
    parameters.put(name, value);
    return world.token(client, parameters);
  }

  private TokenAnswer refresh(Secret token) {
    return refresh(token, "unused", "");
  }

  private TokenAnswer refresh(Secret token, String name, String value) {
    return world.token(
        client,
        Map.of("grant_type", "refresh_token", "refresh_token", token.reveal(), name, value));
  }

  private static String codeOf(AuthorizeAnswer answer) {
    String location = redirect(answer);
    int start = location.indexOf("code=") + "code=".length();
    return location.substring(start, location.indexOf('&', start));
  }

  private static String redirect(AuthorizeAnswer answer) {
    return switch (answer) {
      case AuthorizeAnswer.Redirect(String location) -> location;
      case AuthorizeAnswer.Refused refused -> throw new AssertionError(refused);
    };
  }

  private static TokenAnswer.GrantedWithRefresh granted(TokenAnswer answer) {
    return switch (answer) {
      case TokenAnswer.GrantedWithRefresh granted -> granted;
      case TokenAnswer other -> throw new AssertionError(other);
    };
  }
}
