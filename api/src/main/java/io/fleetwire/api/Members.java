package io.fleetwire.api;

import io.fleetwire.web.JsonBody;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Members that this room's bodies have besides texts and numbers: choices, decimals, lists. Each
/// notes a fault where it cannot read. Pure but for the faults.
final class Members {
  private Members() {}

  /// One of `codes`, or `otherwise` when it is absent.
  static String choice(JsonBody body, String name, List<String> codes, String otherwise) {
    String text = body.findString(name).orElse(otherwise);
    if (!codes.contains(text)) {
      body.fault(name, "required one of " + String.join(", ", codes));
      return otherwise;
    }
    return text;
  }

  /// A number from `min` to `max`, or `otherwise` when it is absent.
  static double decimal(JsonBody body, String name, Span span, double otherwise) {
    if (!body.has(name)) {
      return otherwise;
    }
    JsonNode node = body.node(name);
    if (!node.isNumber() || node.doubleValue() < span.min() || node.doubleValue() > span.max()) {
      body.fault(name, "required number from " + text(span.min()) + " to " + text(span.max()));
      return otherwise;
    }
    return node.doubleValue();
  }

  /// Both bounds are within.
  record Span(double min, double max) {}

  private static String text(double bound) {
    return new BigDecimal(Double.toString(bound)).stripTrailingZeros().toPlainString();
  }

  /// An object whose faults are collected in `body`, if it is there.
  static Optional<JsonBody> object(JsonBody body, String name) {
    return body.has(name) ? Optional.of(body.object(name)) : Optional.empty();
  }

  /// A text of at most `max` characters; empty when it is absent.
  static String text(JsonBody body, String name, int max) {
    String text = body.findString(name).orElse("");
    if (text.length() > max) {
      body.fault(name, "has at most " + max + " characters");
    }
    return text;
  }
}
