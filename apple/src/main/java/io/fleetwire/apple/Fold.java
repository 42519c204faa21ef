package io.fleetwire.apple;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Makes Apple's one DeclarationsToken of the backend's four (contract 3.3). Each is written with
/// its length before it, so that "ab", "c" and "a", "bc" differ. Pure.
final class Fold {
  private static final String VERSION = "v1";
  private static final List<String> NAMES =
      List.of("activationsToken", "configurationsToken", "assetsToken", "managementToken");

  private Fold() {}

  /// The token of a backend's answer, or nothing when it lacks one of the four.
  static Optional<String> of(JsonNode json) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(VERSION.getBytes(StandardCharsets.UTF_8));
    for (String name : NAMES) {
      JsonNode token = json.path(name);
      if (!token.isString()) {
        return Optional.empty();
      }
      byte[] text = token.stringValue().getBytes(StandardCharsets.UTF_8);
      all.writeBytes(ByteBuffer.allocate(4).putInt(text.length).array());
      all.writeBytes(text);
    }
    return Optional.of(DdmCommand.digest(all.toByteArray()));
  }
}
