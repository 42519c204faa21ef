package io.fleetwire.apple;

import io.fleetwire.apple.AppleBook.Declaration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A device's status report (contract 2.5), as far as we look into it. Whatever is missing or of
/// another kind than Apple's schema has is passed over: what the device says is told on as it is.
record StatusReport(JsonNode json) {
  private static final List<String> KINDS =
      List.of("activations", "configurations", "assets", "management");

  /// Apple's identifiers have 64 octets.
  private static final int IDENTIFIER_LENGTH_MAX = 200;

  private static final int REASONS_LENGTH_MAX = 1_000;

  /// Whether it says all there is, not only what has changed.
  boolean isFull() {
    return json.path("FullReport").asBoolean(false);
  }

  /// What it says of declarations, at most {@link DeclarationTable#LIST_MAX} of them.
  List<Declaration> declarations(Instant at) {
    List<Declaration> declarations = new ArrayList<>();
    JsonNode lists = json.at("/StatusItems/management/declarations");
    for (String kind : KINDS) {
      for (JsonNode item : lists.path(kind).values()) {
        String identifier = item.path("identifier").asString("");
        boolean usable = !identifier.isEmpty() && identifier.length() <= IDENTIFIER_LENGTH_MAX;
        if (usable && declarations.size() < DeclarationTable.LIST_MAX) {
          declarations.add(
              new Declaration(
                  kind,
                  identifier,
                  cut(item.path("server-token").asString(""), IDENTIFIER_LENGTH_MAX),
                  item.path("active").asBoolean(false),
                  cut(item.path("valid").asString("unknown"), IDENTIFIER_LENGTH_MAX),
                  reasons(item.path("reasons")),
                  at));
        }
      }
    }
    return declarations;
  }

  private static String reasons(JsonNode reasons) {
    String all =
        reasons.values().stream()
            .map(
                reason ->
                    reason.path("code").asString("")
                        + ": "
                        + reason.path("description").asString(""))
            .collect(Collectors.joining("; "));
    return cut(all, REASONS_LENGTH_MAX);
  }

  private static String cut(String text, int lengthMax) {
    return text.length() <= lengthMax ? text : text.substring(0, lengthMax);
  }
}
