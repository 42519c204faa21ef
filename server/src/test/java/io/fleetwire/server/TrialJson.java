package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.KnoxAnswer;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads answers as JSON, after their status was checked. Stateless.
final class TrialJson {
  private static final JsonMapper JSON = new JsonMapper();

  private TrialJson() {}

  static JsonNode read(byte[] bytes) {
    return JSON.readTree(bytes);
  }

  /// The body of an answer that must have `status`.
  static JsonNode of(int status, KnoxAnswer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    return read(answer.body().bytes());
  }

  static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).toList();
  }
}
