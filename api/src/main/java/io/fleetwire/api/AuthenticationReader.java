package io.fleetwire.api;

import io.fleetwire.callback.Authentication;
import io.fleetwire.callback.Authentication.ClientProof;
import io.fleetwire.engine.Secret;
import io.fleetwire.web.Json;
import io.fleetwire.web.JsonBody;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes `authentication`. Secrets are read and never written; one that is left out
/// stays what it was, if the kind stays the same. Pure.
final class AuthenticationReader {
  private static final List<String> TYPES =
      List.of("none", "basic", "bearer", "header", "oauth2", "mutualTls");

  private final Authentication before;

  private AuthenticationReader(Authentication before) {
    this.before = before;
  }

  /// The authentication, or none where a fault was noted. `before` is what the endpoint has.
  static Authentication read(JsonBody body, Authentication before) {
    return Members.object(body, "authentication")
        .map(object -> new AuthenticationReader(before).read(object))
        .orElseGet(Authentication.None::new);
  }

  private Authentication read(JsonBody body) {
    String type = Members.choice(body, "type", TYPES, "none");
    if (!body.has("type")) {
      body.fault("type", "required one of " + String.join(", ", TYPES));
    }
    return switch (type) {
      case "basic" -> basic(body);
      case "bearer" -> bearer(body);
      case "header" -> header(body);
      case "oauth2" -> oauth2(body);
      case "mutualTls" -> mutualTls(body);
      default -> none(body);
    };
  }

  private static Authentication none(JsonBody body) {
    body.refuseOthers(Set.of("type"));
    return new Authentication.None();
  }

  private Authentication basic(JsonBody body) {
    body.refuseOthers(Set.of("type", "user", "password"));
    return new Authentication.Basic(
        body.string("user"),
        secret(body, "password", Authentication.Basic.class, Authentication.Basic::password));
  }

  private Authentication bearer(JsonBody body) {
    body.refuseOthers(Set.of("type", "token"));
    return new Authentication.Bearer(
        secret(body, "token", Authentication.Bearer.class, Authentication.Bearer::token));
  }

  private Authentication header(JsonBody body) {
    body.refuseOthers(Set.of("type", "name", "value"));
    return new Authentication.ApiKeyHeader(
        body.string("name"),
        secret(
            body, "value", Authentication.ApiKeyHeader.class, Authentication.ApiKeyHeader::value));
  }

  private Authentication oauth2(JsonBody body) {
    body.refuseOthers(
        Set.of("type", "tokenUrl", "clientId", "clientSecret", "scope", "clientProof"));
    String proof = Members.choice(body, "clientProof", List.of("basic", "body"), "basic");
    return new Authentication.OAuth2ClientCredentials(
        body.string("tokenUrl"),
        body.string("clientId"),
        secret(
            body,
            "clientSecret",
            Authentication.OAuth2ClientCredentials.class,
            Authentication.OAuth2ClientCredentials::clientSecret),
        body.findString("scope").orElse(""),
        proof.equals("basic") ? ClientProof.BASIC : ClientProof.BODY);
  }

  private Authentication mutualTls(JsonBody body) {
    body.refuseOthers(Set.of("type", "certificateChain", "privateKey"));
    return new Authentication.MutualTls(
        body.string("certificateChain"),
        secret(
            body, "privateKey", Authentication.MutualTls.class, Authentication.MutualTls::keyPem));
  }

  private <T extends Authentication> Secret secret(
      JsonBody body, String name, Class<T> kind, Function<T, Secret> part) {
    if (!body.has(name) && kind.isInstance(before)) {
      return part.apply(kind.cast(before));
    }
    return new Secret(body.string(name));
  }

  /// Without secrets.
  static Optional<ObjectNode> json(Authentication authentication) {
    ObjectNode json = Json.mapper().createObjectNode();
    switch (authentication) {
      case Authentication.None _ -> {
        return Optional.empty();
      }
      case Authentication.Basic basic -> json.put("type", "basic").put("user", basic.user());
      case Authentication.Bearer _ -> json.put("type", "bearer");
      case Authentication.ApiKeyHeader key -> json.put("type", "header").put("name", key.name());
      case Authentication.OAuth2ClientCredentials it ->
          json.put("type", "oauth2")
              .put("tokenUrl", it.tokenUrl())
              .put("clientId", it.clientId())
              .put("scope", it.scope())
              .put("clientProof", it.proof() == ClientProof.BASIC ? "basic" : "body");
      case Authentication.MutualTls tls ->
          json.put("type", "mutualTls").put("certificateChain", tls.chainPem());
    }
    return Optional.of(json);
  }
}
