package io.fleetwire.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fleetwire.testkit.KnoxClient;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/// A registered key of the legacy way in, and what its owner does with it: sign the client
/// identifier to get an access token, then sign that token anew for each request. Thread-safe.
final class TrialLegacyKey {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final TrialServer server;
  private final KeyPair keys;
  private final String identifier;

  private TrialLegacyKey(TrialServer server, KeyPair keys, String identifier) {
    this.server = server;
    this.keys = keys;
    this.identifier = identifier;
  }

  /// A new key for a company.
  static TrialLegacyKey register(TrialServer server, TrialCompany company, String scopes) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair keys = generator.generateKeyPair();
      return new TrialLegacyKey(
          server, keys, server.registerLegacy(company, scopes, publicKey(keys)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java makes RSA keys", e);
    }
  }

  /// A caller for one request.
  KnoxClient caller() {
    return server.anybody().with("x-knox-apitoken", header(Duration.ofMinutes(20)));
  }

  /// A value for the header `x-knox-apitoken` that ends after `lifetime`.
  String header(Duration lifetime) {
    return signed("accessToken", accessToken(), lifetime);
  }

  private String accessToken() {
    String body =
        "{\"clientIdentifierJwt\":\"%s\",\"base64EncodedStringPublicKey\":\"%s\",%s}"
            .formatted(
                signed("clientIdentifier", identifier, Duration.ofMinutes(20)),
                publicKey(keys),
                "\"validityForAccessTokenInMinutes\":30");
    return TrialJson.of(200, server.anybody().post("/ams/v1/users/accesstoken", body))
        .path("accessToken")
        .stringValue();
  }

  /// A JWT (RFC 7519) with RS512 (RFC 7518 section 3.3).
  private String signed(String claim, String value, Duration lifetime) {
    Instant end = server.clock().instant().plus(lifetime);
    String claims =
        "{\"aud\":\"KnoxWSM\",\"jti\":\"%s\",\"exp\":%d,\"%s\":\"%s\",\"publicKey\":\"%s\"}"
            .formatted(UUID.randomUUID(), end.getEpochSecond(), claim, value, publicKey(keys));
    String text = encoded("{\"alg\":\"RS512\"}") + "." + encoded(claims);
    try {
      Signature signature = Signature.getInstance("SHA512withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return text + "." + BASE64URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java signs with RSA", e);
    }
  }

  private static String encoded(String json) {
    return BASE64URL.encodeToString(json.getBytes(UTF_8));
  }

  private static String publicKey(KeyPair keys) {
    return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }
}
