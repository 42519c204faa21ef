package io.fleetwire.knox;

import static io.fleetwire.knox.KnoxSite.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.engine.Payload;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.KnoxCredentials;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every path family says when a request cannot even be understood, or its caller is not
/// known.
final class EdgeErrorTest extends SharedSite {
  private static final String KWN = "/kwn/v1/subscriptions";
  private static final String KDMS = "/kdms/v1/devices/upload";
  private static final String TOKEN = "/ams/v1/oauth2/token";
  private static final String LEGACY = "/ams/v1/users/accesstoken";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // method, path, media type, body                             | status | code | reason
        "PATCH  | /kwn/v1/subscriptions         | application/json | {}  | 405 | 4050000 | use",
        "DELETE | /kwn/v1/subscriptions         | `` | `` | 405 | 4050000 | use",
        "POST   | /kwn/v1/downloadCertificate   | application/json | {}  | 405 | 4050000 | use",
        "POST   | /downloadCertificate          | application/json | {}  | 405 | 4050000 | use",
        "GET    | /kwn/v1/nothing               | `` | `` | 404 | 4040000 | there is no /kwn",
        "GET    | /kwn                          | `` | `` | 404 | 4040000 | there is no /kwn",
        "GET    | /kwn/v1/downloadCertificate?next=7 | `` | `` | 400 | 4000000 | true or false",
        "GET    | /kwn/v1/downloadCertificate?next=true | `` | `` | 404 | 4040000 | no next",
        "POST   | /kwn/v1/subscriptions         | text/plain       | {}  | 415 | 4150000 | send",
        "POST   | /kwn/v1/subscriptions         | ``               | {}  | 415 | 4150000 | send",
        "POST   | /kwn/v1/subscriptions         | application/json; charset=latin1 | {} | 415 |"
            + " 4150000 | send",
        "POST   | /kwn/v1/subscriptions         | application/json | {   | 400 | 4000000 | line 1",
        "POST   | /kwn/v1/subscriptions         | application/json | `` | 400 | 4000000 | the body"
            + " is empty",
        "POST   | /kwn/v1/subscriptions         | application/json | nul | 400 | 4000000 | line 1",
        "POST   | /kwn/v1/subscriptions         | application/json | {} {} | 400 | 4000000 | line"
            + " 1",
        "POST   | /kwn/v1/subscriptions         | application/json | {\"url\":1,\"url\":2} | 400 |"
            + " 4000000 | line 1",
        "PATCH  | /kdms/v1/devices/upload       | application/json | {}  | 405 | METHOD_NOT_ALLOWED"
            + " | use POST",
        "GET    | /kdms/v1/devices/upload       | `` | `` | 405 | METHOD_NOT_ALLOWED | use POST",
        "GET    | /kdms/v1/nothing              | `` | `` | 404 | RESOURCE_NOT_FOUND | there is no",
        "POST   | /kdms/v1/devices/upload       | text/plain       | {}  | 415 |"
            + " UNSUPPORTED_MEDIA_TYPE | send",
        "POST   | /kdms/v1/devices/upload       | application/json | {   | 400 | INVALID_PARAM |"
            + " line 1",
        "GET    | /ams/v1/oauth2/token          | `` | `` | 405 | invalid_request | use POST",
        "POST   | /ams/v1/oauth2/token          | application/json | {}  | 415 | invalid_request |"
            + " send",
        "GET    | /ams/v1/oauth2/nothing        | `` | `` | 404 | invalid_request | there is no",
        "GET    | /ams/v1/users/accesstoken     | `` | `` | 405 | 4050000 | use POST",
        "GET    | /ams/v1/nothing               | `` | `` | 404 | 4040000 | there is no",
        "POST   | /ams/v1/users/accesstoken     | application/json | {}  | 400 | 4000000 |"
            + " clientIdentifierJwt"
      })
  void whatCannotBeUnderstoodIsAnsweredInTheDialectOfItsPath(
      String method,
      String path,
      String mediaType,
      String body,
      int status,
      String code,
      String reason) {
    KnoxAnswer answer =
        site.caller("kdms ke").send(method, path, new Payload(mediaType, body.getBytes(UTF_8)));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertSays(answer, code, reason);
    if (status == 405) {
      assertThat(answer.header("Allow")).isPresent();
    }
  }

  @Test
  void bodiesHaveALimit() {
    KnoxClient caller = site.caller("kdms");
    Payload large = new Payload("application/json", new byte[1024 * 1024 + 1]);
    KnoxAnswer kwn = caller.send("POST", KWN, large);
    assertThat(kwn.status()).isEqualTo(413);
    assertSays(kwn, "4130000", "at most 65536 bytes");
    KnoxAnswer kdms = caller.send("POST", KDMS, large);
    assertThat(kdms.status()).isEqualTo(413);
    assertSays(kdms, "PAYLOAD_TOO_LARGE", "at most 1048576 bytes");
    KnoxAnswer token =
        caller.send("POST", TOKEN, new Payload("application/x-www-form-urlencoded", large.bytes()));
    assertThat(token.status()).isEqualTo(413);
    assertSays(token, "invalid_request", "at most");
    assertThat(caller.send("POST", LEGACY, large).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {KWN, "/kdms/v1/devices"})
  void whoAcceptsNoJsonIsToldSo(String path) {
    KnoxClient caller = site.caller("kdms");
    assertThat(caller.with("Accept", "text/html").get(path).status()).isEqualTo(406);
    for (String accept : List.of("*/*", "application/*", "text/html, application/json;q=0.5")) {
      assertThat(caller.with("Accept", accept).get(path).status()).as(accept).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // the header's value  | code    | name                     | reason
        "``                    | 4012250 | ACCESS_TOKEN_BAD_REQUEST | Bearer <access token>",
        "Basic YTpi            | 4012250 | ACCESS_TOKEN_BAD_REQUEST | Bearer <access token>",
        "Bearer                | 4012250 | ACCESS_TOKEN_BAD_REQUEST | Bearer",
        "Bearer nonsense       | 4012250 | ACCESS_TOKEN_BAD_REQUEST | does not hold a token",
        "Bearer FORGED         | 4032252 | ACCESS_TOKEN_INVALID     | not one of this server's",
        "Bearer EXPIRED        | 4032251 | ACCESS_TOKEN_EXPIRED     | get a new one",
        "Bearer REVOKED        | 4032252 | ACCESS_TOKEN_INVALID     | revoked"
      })
  void aTokenThatProvesNothingIsRefused(String value, String code, String name, String reason) {
    String sent =
        value
            .replace("FORGED", forged())
            .replace("EXPIRED", value.contains("EXPIRED") ? expired() : "")
            .replace("REVOKED", value.contains("REVOKED") ? revoked() : "");
    KnoxClient caller =
        sent.isEmpty() ? site.anonymous() : site.anonymous().with("Authorization", sent);
    KnoxAnswer kwn = caller.get(KWN);
    assertThat(kwn.status()).as(kwn.toString()).isEqualTo(401);
    assertThat(json(kwn).fieldNames()).toIterable().containsExactly("code", "message", "data");
    assertSays(kwn, code, reason);
    assertThat(json(kwn).get("message").textValue()).isEqualTo(name);
    assertThat(kwn.header("WWW-Authenticate").orElseThrow()).startsWith("Bearer");
    KnoxAnswer kdms = caller.post(KDMS, "{");
    assertThat(kdms.status()).as("the caller is asked before the body is read").isEqualTo(401);
    assertThat(json(kdms).get("code").textValue()).isEqualTo(name);
  }

  @Test
  void aSignedTokenWorksOnceAndOnlyWhereTheVendorTakesIt() throws Exception {
    LegacyCaller legacy = LegacyCaller.register(site, site.newOrganization(), "kdms");
    KnoxClient once = legacy.signed();
    assertThat(once.get(KWN).status()).isEqualTo(200);
    KnoxAnswer twice = once.get(KWN);
    assertThat(twice.status()).isEqualTo(401);
    assertSays(twice, "4002250", "jti");
    assertThat(json(twice).get("message").textValue()).isEqualTo("API_KEY_NON_UNIQUE_JWTID");
    assertThat(legacy.signed().get("/kdms/v1/devices").status()).isEqualTo(401);
    KnoxAnswer malformed = site.anonymous().with("x-knox-apitoken", "nonsense").get(KWN);
    assertSays(malformed, "4012250", "x-knox-apitoken");
    LegacyCaller stranger = LegacyCaller.register(site, site.newOrganization(), "kdms");
    KnoxAnswer foreign =
        site.anonymous()
            .with("x-knox-apitoken", stranger.signedToken(legacy.accessToken()))
            .get(KWN);
    assertThat(foreign.status()).isEqualTo(401);
    assertSays(foreign, "4032252", "not one of this server's");
    String late = legacy.signedToken(legacy.accessToken());
    site.clock.advance(Duration.ofMinutes(31));
    KnoxAnswer expired = site.anonymous().with("x-knox-apitoken", late).get(KWN);
    assertSays(expired, "4032251", "expired");
  }

  @Test
  void headAndOptionsAreAnswered() {
    KnoxClient caller = site.caller("kdms");
    assertThat(caller.send("HEAD", KWN, new Payload("", new byte[0])).status()).isEqualTo(200);
    KnoxAnswer options = caller.send("OPTIONS", KWN, new Payload("", new byte[0]));
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("Allow").orElseThrow()).contains("GET", "POST");
  }

  private String forged() {
    KnoxCredentials credentials = site.credentials(site.newOrganization(), "kdms");
    String token = site.token(credentials);
    int at = token.lastIndexOf('.') + 10;
    return token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
  }

  private String expired() {
    String token = site.token(site.credentials(site.newOrganization(), "kdms"));
    site.clock.advance(Duration.ofMinutes(61));
    return token;
  }

  private String revoked() {
    KnoxCredentials credentials = site.credentials(site.newOrganization(), "kdms");
    String token = site.token(credentials);
    assertThat(site.anonymous().revoke(credentials, token).status()).isEqualTo(200);
    return token;
  }

  /// In whichever of the three forms.
  private static void assertSays(KnoxAnswer answer, String code, String reason) {
    JsonNode body = json(answer);
    boolean oauth = body.has("error");
    String found = oauth ? body.get("error").textValue() : body.get("code").asText();
    String words = body.get(oauth ? "error_description" : "data").textValue();
    assertThat(found).as(answer.toString()).isEqualTo(code);
    assertThat(words).contains(reason);
  }
}
