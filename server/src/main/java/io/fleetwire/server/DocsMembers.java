package io.fleetwire.server;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Writes the members of a body as a table: name, type with its limits, meaning. Members of members
/// follow theirs, with dots between the names and `[]` behind the name of an array. Confined to one
/// writing.
final class DocsMembers {
  /// Whoever wants to know of deeper ones reads the description for machines.
  private static final int DEPTH_MAX = 3;

  private final JsonNode api;
  private final Html page;

  DocsMembers(JsonNode api, Html page) {
    this.api = api;
    this.page = page;
  }

  private record Member(String name, String kind, String meaning) {}

  /// The table of `schema`; nothing where it names no members.
  void write(JsonNode schema) {
    Set<Member> members = new LinkedHashSet<>();
    collect("", schema, 1, members);
    if (members.isEmpty()) {
      return;
    }
    page.raw("<table>\n");
    for (Member member : members) {
      page.raw("<tr><td><code>")
          .text(member.name())
          .raw("</code></td><td class=\"soft\">")
          .text(member.kind())
          .raw("</td><td>");
      page.prose(member.meaning()).raw("</td></tr>\n");
    }
    page.raw("</table>\n");
  }

  private void collect(String prefix, JsonNode reference, int depth, Set<Member> into) {
    JsonNode schema = resolved(reference);
    schema.path("oneOf").values().forEach(one -> collect(prefix, one, depth, into));
    schema.path("allOf").values().forEach(part -> collect(prefix, part, depth, into));
    if (schema.has("items")) {
      collect(prefix + "[].", schema.path("items"), depth, into);
    }
    Set<String> required =
        schema.path("required").values().stream()
            .map(name -> name.asString(""))
            .collect(Collectors.toSet());
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode member = resolved(property.getValue());
      String name = prefix + property.getKey();
      String must = required.contains(property.getKey()) ? ", required" : "";
      into.add(new Member(name, kind(member) + must, member.path("description").asString("")));
      if (depth < DEPTH_MAX) {
        boolean many = member.has("items");
        collect(
            many ? name + "[]." : name + ".",
            many ? member.path("items") : member,
            depth + 1,
            into);
      }
    }
  }

  /// A type with its limits, in words: `integer, 1 to 200, else 50`.
  String kind(JsonNode schema) {
    List<String> words = new ArrayList<>();
    words.add(type(schema));
    words.add(bounds(schema.path("minimum"), schema.path("maximum"), ""));
    words.add(bounds(schema.path("minLength"), schema.path("maxLength"), " letters"));
    words.add(bounds(schema.path("minItems"), schema.path("maxItems"), " elements"));
    if (schema.has("default")) {
      words.add("else " + schema.path("default").asString());
    }
    return words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(", "));
  }

  private String type(JsonNode schema) {
    if (schema.has("enum")) {
      return "one of "
          + schema.path("enum").values().stream()
              .map(JsonNode::asString)
              .collect(Collectors.joining(", "));
    }
    JsonNode type = schema.path("type");
    String word =
        type.isArray()
            ? type.values().stream().map(JsonNode::asString).collect(Collectors.joining(" or "))
            : type.asString("");
    String of = word.equals("array") ? type(resolved(schema.path("items"))) : "";
    if (schema.path("format").asString("").equals("date-time")) {
      return word.replace("string", "time");
    }
    return of.isEmpty() ? word : "array of " + of;
  }

  private static String bounds(JsonNode least, JsonNode most, String unit) {
    if (most.isMissingNode()) {
      return least.isMissingNode() ? "" : least.asString() + unit + " at least";
    }
    return (least.isMissingNode() ? "up to " : least.asString() + " to ") + most.asString() + unit;
  }

  /// What a `$ref` names, or the node itself.
  JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : api.at(reference.substring(1));
  }
}
