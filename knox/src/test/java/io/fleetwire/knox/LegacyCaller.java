package io.fleetwire.knox;

import static io.fleetwire.knox.KnoxSite.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.LegacyClientAnswer;
import io.fleetwire.access.Principal;
import io.fleetwire.access.Scopes;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/// A caller of the legacy way: it signs its client identifier, exchanges it for a token, and signs
/// that anew for each request.
final class LegacyCaller {
  private final KnoxSite site;
  private final KeyPair keys;
  private final String identifier;
  private final AtomicInteger signed = new AtomicInteger();

  private LegacyCaller(KnoxSite site, KeyPair keys, String identifier) {
    this.site = site;
    this.keys = keys;
    this.identifier = identifier;
  }

  static LegacyCaller register(KnoxSite site, OrganizationId organization, String scopes)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    LegacyClientAnswer answer =
        site.access
            .legacyClients()
            .register(
                new Principal(organization, Scopes.NONE, "keeper", Principal.Kind.USER),
                Scopes.parse(scopes).orElseThrow(),
                Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
    String identifier = ((LegacyClientAnswer.NewLegacyClient) answer).client().identifier();
    return new LegacyCaller(site, keys, identifier);
  }

  String publicKey() {
    return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }

  /// The body that asks for an access token.
  String exchange(String jwt, int minutes) {
    return """
    {"clientIdentifierJwt":"%s","base64EncodedStringPublicKey":"%s",\
    "validityForAccessTokenInMinutes":%d}\
    """
        .formatted(jwt, publicKey(), minutes);
  }

  String signedIdentifier(String jwtId) throws GeneralSecurityException {
    return sign("clientIdentifier", identifier, jwtId);
  }

  String accessToken() throws GeneralSecurityException {
    KnoxAnswer answer =
        site.anonymous()
            .post("/ams/v1/users/accesstoken", exchange(signedIdentifier(newJwtId()), 30));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return json(answer).get("accessToken").textValue();
  }

  String signedToken(String accessToken) throws GeneralSecurityException {
    return sign("accessToken", accessToken, newJwtId());
  }

  /// A caller that can make one request.
  KnoxClient signed() throws GeneralSecurityException {
    return site.anonymous().with("x-knox-apitoken", signedToken(accessToken()));
  }

  private String newJwtId() {
    return identifier + "-" + signed.incrementAndGet();
  }

  private String sign(String claim, String value, String jwtId) throws GeneralSecurityException {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String claims =
        """
        {"aud":"KnoxWSM","jti":"%s","exp":%d,"publicKey":"%s","%s":"%s"}\
        """
            .formatted(
                jwtId, site.now().plusSeconds(1_800).getEpochSecond(), publicKey(), claim, value);
    String signing =
        base64.encodeToString("{\"alg\":\"RS512\",\"typ\":\"JWT\"}".getBytes(UTF_8))
            + "."
            + base64.encodeToString(claims.getBytes(UTF_8));
    Signature signature = Signature.getInstance("SHA512withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(signing.getBytes(UTF_8));
    return signing + "." + base64.encodeToString(signature.sign());
  }
}
