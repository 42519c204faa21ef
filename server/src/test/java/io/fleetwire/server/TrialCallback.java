package io.fleetwire.server;

import io.fleetwire.testkit.ReceivedCallback;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/// A Knox callback as a trial looks at it. Immutable.
record TrialCallback(ReceivedCallback request) {

  static TrialCallback of(ReceivedCallback request) {
    return new TrialCallback(request);
  }

  byte[] body() {
    return request.body().bytes();
  }

  String text() {
    return new String(body(), StandardCharsets.UTF_8);
  }

  JsonNode json() {
    return TrialJson.read(body());
  }

  JsonNode payload() {
    return json().path("payload");
  }

  String operation() {
    return payload().path("operationId").stringValue("");
  }

  String signature() {
    return request.header("X-WSM-SIGNATURE").orElse("");
  }

  String trace() {
    return request.header("X-WSM-TRACEID").orElse("");
  }

  String nonce() {
    return request.header("x-knox-nonce").orElse("");
  }

  /// The signed header. Whether the signature is good is another question.
  JsonNode jose() {
    String encoded = signature().substring(0, signature().indexOf('.'));
    return TrialJson.read(Base64.getUrlDecoder().decode(encoded));
  }

  /// What stays the same through all attempts of a delivery.
  String delivery() {
    return jose().path("jti").stringValue("");
  }
}
