package io.fleetwire.lab;

import io.fleetwire.web.JsonBody;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads members that several bodies have, and notes their faults. Lengths count code points.
final class LabBody {
  private LabBody() {}

  /// A required text of 1 to `max` characters on one line; blanks around it are cut off.
  static String line(JsonBody body, String name, int max) {
    String text = body.string(name).strip();
    if (!body.node(name).isString()) {
      return text;
    }
    int length = text.codePointCount(0, text.length());
    if (text.isEmpty()) {
      body.fault(name, "required: 1 to " + max + " characters that are not blank");
    } else if (text.chars().anyMatch(Character::isISOControl)) {
      body.fault(name, "must be one line, without control characters");
    } else if (length > max) {
      body.fault(name, "at most " + max + " characters, not " + length);
    }
    return text;
  }

  /// An array of at most `max` numbers that name something, each taken once; empty when absent.
  static List<Long> numbers(JsonBody body, String name, int max) {
    if (!body.has(name)) {
      return List.of();
    }
    JsonNode array = body.node(name);
    if (!array.isArray()) {
      body.fault(name, "required array of numbers");
      return List.of();
    }
    if (array.size() > max) {
      body.fault(name, "at most " + max + " elements, not " + array.size());
      return List.of();
    }
    Set<Long> numbers = new LinkedHashSet<>();
    for (JsonNode node : array) {
      if (node.isIntegralNumber() && node.canConvertToLong() && node.longValue() > 0) {
        numbers.add(node.longValue());
      } else {
        body.fault(name, "required array of numbers from 1");
        return List.of();
      }
    }
    return new ArrayList<>(numbers);
  }

  /// `hosting`, or `otherwise` when it is absent.
  static Hosting hosting(JsonBody body, Hosting otherwise) {
    String code = body.findString("hosting").orElse(otherwise.code());
    if (Hosting.find(code).isEmpty()) {
      body.fault("hosting", "public, private or local");
    }
    return Hosting.find(code).orElse(otherwise);
  }

  /// What somebody wrote, as an answer repeats it. Callers may send a novel as a name.
  static String shown(String name) {
    return "\""
        + name.codePoints()
            .limit(64)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        + "\"";
  }
}
