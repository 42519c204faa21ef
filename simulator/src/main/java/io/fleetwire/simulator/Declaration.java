package io.fleetwire.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A declaration as a device keeps it. `payload` is shared and read only.
record Declaration(DeclarationKey key, String type, String serverToken, JsonNode payload) {
  /// Apple's limit for identifiers and tokens, in octets.
  private static final int NAME_BYTES_MAX = 64;

  /// What became of reading one.
  sealed interface Read {
    record Good(Declaration declaration) implements Read {}

    record Bad(String why) implements Read {}
  }

  /// Reads what was answered for `key`.
  static Read read(DeclarationKey key, byte[] body) {
    Optional<? extends JsonNode> json = Json.parse(body);
    if (json.isEmpty()) {
      return new Read.Bad("is no JSON object");
    }
    JsonNode whole = json.get();
    if (!Json.text(whole, "Identifier").equals(Optional.of(key.identifier()))) {
      return new Read.Bad("has another Identifier");
    }
    Optional<String> token = Json.text(whole, "ServerToken").filter(Declaration::isShort);
    if (token.isEmpty()) {
      return new Read.Bad("lacks a ServerToken of at most 64 octets");
    }
    if (!whole.path("Payload").isObject()) {
      return new Read.Bad("lacks a Payload");
    }
    return Json.text(whole, "Type")
        .<Read>map(
            type -> new Read.Good(new Declaration(key, type, token.get(), whole.path("Payload"))))
        .orElseGet(() -> new Read.Bad("lacks a Type"));
  }

  static boolean isShort(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES_MAX;
  }
}
