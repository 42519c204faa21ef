package io.fleetwire.knox;

import static io.fleetwire.knox.KnoxSite.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.access.Role;
import io.fleetwire.access.UserAnswer;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.KnoxCredentials;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The token endpoints as HTTP: what access decides is tested there.
final class OAuthEdgeTest extends SharedSite {
  private static final String TOKEN = "/ams/v1/oauth2/token";
  private static final String AUTHORIZE = "/ams/v1/oauth2/authorize";
  private static final String VERIFIER = "a-verifier-that-has-at-least-43-letters-0123456789";

  @Test
  void aTokenIsGrantedInTheVendorsForm() {
    KnoxCredentials client = site.credentials(site.newOrganization(), "kai kdms.devices");
    KnoxAnswer answer = site.anonymous().token(client, Map.of("scope", "kai"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .matches(
            "\\{\"access_token\":\"eyJ[\\w.-]+\",\"scope\":\"kai\",\"expires_in\":599,"
                + "\"token_type\":\"Bearer\"}");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("Content-Type")).contains("application/json");
  }

  @ParameterizedTest
  @CsvSource({"60, 200", "3600, 200", "3601, 400", "0, 400", "x, 400"})
  void aLifetimeUpToAnHourIsHonoured(String wish, int status) {
    KnoxCredentials client = site.credentials(site.newOrganization(), "kai");
    KnoxAnswer answer = site.anonymous().token(client, Map.of("expires_in", wish));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    if (status == 400) {
      assertThat(json(answer).get("error").textValue()).isEqualTo("invalid_request");
    }
  }

  @Test
  void clientsMayProveThemselvesByBasic() {
    KnoxCredentials client = site.credentials(site.newOrganization(), "kai");
    KnoxAnswer answer =
        site.anonymous()
            .basic(client.id(), client.secret())
            .form(TOKEN, Map.of("grant_type", "client_credentials"));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  @Test
  void aWrongSecretIsChallengedWhereItWasSent() {
    KnoxCredentials client = site.credentials(site.newOrganization(), "kai");
    KnoxAnswer byHeader =
        site.anonymous()
            .basic(client.id(), "wrong")
            .form(TOKEN, Map.of("grant_type", "client_credentials"));
    assertThat(byHeader.status()).isEqualTo(401);
    assertThat(byHeader.header("WWW-Authenticate").orElseThrow()).startsWith("Basic");
    KnoxAnswer byBody = site.anonymous().token(new KnoxCredentials(client.id(), "wrong"), Map.of());
    assertThat(byBody.status()).isEqualTo(401);
    for (KnoxAnswer answer : new KnoxAnswer[] {byHeader, byBody}) {
      assertThat(json(answer).get("error").textValue()).isEqualTo("invalid_client");
      assertThat(answer.header("Cache-Control")).contains("no-store");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "grant_type=client_credentials&scope=ke,   invalid_scope",
    "grant_type=client_credentials&scope=n~o,  invalid_scope",
    "grant_type=password,                      unsupported_grant_type",
    "x=y,                                      invalid_request",
    "grant_type=authorization_code,            invalid_request"
  })
  void errorsHaveTheWordsOfTheStandard(String form, String error) {
    KnoxCredentials client = site.credentials(site.newOrganization(), "kai");
    Map<String, String> fields = new HashMap<>();
    for (String pair : form.split("&")) {
      fields.put(pair.split("=")[0], pair.split("=")[1]);
    }
    KnoxAnswer answer = site.anonymous().basic(client.id(), client.secret()).form(TOKEN, fields);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    JsonNode body = json(answer);
    assertThat(body.get("error").textValue()).isEqualTo(error);
    assertThat(body.get("error_description").textValue()).matches("[ !#-\\[\\]-~]+");
  }

  @Test
  void revokingEndsATokenAtOnce() {
    KnoxCredentials client = site.credentials(site.newOrganization(), "kdms");
    String token = site.token(client);
    KnoxClient caller = site.anonymous().bearing(token);
    assertThat(caller.get("/kwn/v1/subscriptions").status()).isEqualTo(200);
    KnoxAnswer revoked = site.anonymous().revoke(client, token);
    assertThat(revoked.status()).isEqualTo(200);
    assertThat(revoked.body().size()).isZero();
    assertThat(caller.get("/kwn/v1/subscriptions").status()).isEqualTo(401);
    KnoxAnswer stranger = site.anonymous().revoke(new KnoxCredentials(client.id(), "wrong"), token);
    assertThat(stranger.status()).isEqualTo(401);
    assertThat(json(stranger).get("error").textValue()).isEqualTo("invalid_client");
  }

  @Test
  void aPersonLetsAClientActByTheCodeFlow() throws Exception {
    OrganizationId ours = site.newOrganization();
    KnoxCredentials client = site.credentials(ours, "kai kdms");
    UserAnswer.NewUser person =
        (UserAnswer.NewUser) site.access.users().create(ours, "person@example.org", Role.OWNER);
    String query = authorizeQuery(client.id(), "https://client.example/back");
    KnoxAnswer unknown = site.anonymous().get(AUTHORIZE + query);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.header("WWW-Authenticate").orElseThrow()).startsWith("Basic");
    assertThat(
            site.anonymous().basic("person@example.org", "wrong").get(AUTHORIZE + query).status())
        .isEqualTo(401);
    KnoxAnswer redirect =
        site.anonymous()
            .basic("person@example.org", person.password().reveal())
            .get(AUTHORIZE + query);
    assertThat(redirect.status()).as(redirect.toString()).isEqualTo(302);
    Map<String, String> back = query(URI.create(redirect.header("Location").orElseThrow()));
    assertThat(back.get("state")).isEqualTo("a state & more");
    KnoxAnswer granted =
        site.anonymous()
            .form(
                TOKEN,
                Map.of(
                    "grant_type",
                    "authorization_code",
                    "code",
                    back.getOrDefault("code", ""),
                    "redirect_uri",
                    "https://client.example/back",
                    "code_verifier",
                    VERIFIER,
                    "client_id",
                    client.id(),
                    "client_secret",
                    client.secret()));
    assertThat(granted.status()).as(granted.toString()).isEqualTo(200);
    assertThat(json(granted).get("refresh_token").textValue()).isNotBlank();
    KnoxClient caller = site.anonymous().bearing(json(granted).get("access_token").textValue());
    assertThat(caller.get("/kwn/v1/subscriptions").status()).isEqualTo(200);
  }

  @Test
  void aRedirectThatIsNotRegisteredIsNotFollowed() throws Exception {
    OrganizationId ours = site.newOrganization();
    KnoxCredentials client = site.credentials(ours, "kai kdms");
    UserAnswer.NewUser person =
        (UserAnswer.NewUser) site.access.users().create(ours, "other@example.org", Role.OWNER);
    KnoxAnswer answer =
        site.anonymous()
            .basic("other@example.org", person.password().reveal())
            .get(AUTHORIZE + authorizeQuery(client.id(), "https://evil.example/"));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    assertThat(answer.header("Location")).isEmpty();
  }

  @Test
  void anotherPageCannotConsentForAPerson() throws Exception {
    OrganizationId ours = site.newOrganization();
    KnoxCredentials client = site.credentials(ours, "kai kdms");
    UserAnswer.NewUser person =
        (UserAnswer.NewUser) site.access.users().create(ours, "lured@example.org", Role.OWNER);
    String path = AUTHORIZE + authorizeQuery(client.id(), "https://client.example/back");
    KnoxClient browser = site.anonymous().basic("lured@example.org", person.password().reveal());
    for (String site : List.of("cross-site", "same-site")) {
      KnoxAnswer refused = browser.with("Sec-Fetch-Site", site).get(path);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.header("Location")).isEmpty();
    }
    assertThat(browser.with("Sec-Fetch-Site", "none").get(path).status()).isEqualTo(302);
  }

  @Test
  void legacyTokensAreExchanged() throws Exception {
    LegacyCaller legacy = LegacyCaller.register(site, site.newOrganization(), "kdms");
    KnoxClient caller = site.anonymous();
    String path = "/ams/v1/users/accesstoken";
    String jwt = legacy.signedIdentifier("once");
    KnoxAnswer issued = caller.post(path, legacy.exchange(jwt, 30));
    assertThat(issued.text()).matches("\\{\"accessToken\":\"[\\w.-]+\"}");
    assertThat(issued.header("Cache-Control")).contains("no-store");
    KnoxAnswer again = caller.post(path, legacy.exchange(jwt, 30));
    assertThat(again.status()).isEqualTo(400);
    assertThat(json(again).get("code").intValue()).isEqualTo(4_002_250);
    KnoxAnswer tooLong = caller.post(path, legacy.exchange(legacy.signedIdentifier("b"), 31));
    assertThat(tooLong.status()).isEqualTo(400);
    assertThat(json(tooLong).get("code").intValue()).isEqualTo(4_002_251);
    KnoxAnswer nonsense = caller.post(path, legacy.exchange("nonsense", 30));
    assertThat(nonsense.status()).isEqualTo(400);
    assertThat(json(nonsense).get("code").intValue()).isEqualTo(4_000_000);
    LegacyCaller stranger = LegacyCaller.register(site, site.newOrganization(), "kdms");
    KnoxAnswer foreign = caller.post(path, stranger.exchange(legacy.signedIdentifier("c"), 30));
    assertThat(foreign.status()).isEqualTo(401);
    assertThat(json(foreign).get("code").intValue()).isEqualTo(4_032_252);
  }

  private static String authorizeQuery(String clientId, String redirect) throws Exception {
    String challenge =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(UTF_8)));
    return "?response_type=code&client_id="
        + clientId
        + "&scope=kai+kdms&redirect_uri="
        + URLEncoder.encode(redirect, UTF_8)
        + "&code_challenge="
        + challenge
        + "&code_challenge_method=S256&state="
        + URLEncoder.encode("a state & more", UTF_8);
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    for (String pair : uri.getRawQuery().split("&")) {
      query.put(pair.split("=")[0], URLDecoder.decode(pair.split("=")[1], UTF_8));
    }
    return query;
  }
}
