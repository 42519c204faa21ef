package io.fleetwire.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A media type with its parameters (RFC 9110, section 8.3.1), in lower case; values are unquoted.
record MediaType(String type, List<Parameter> parameters) {

  /// Empty when `text` is not one.
  static Optional<MediaType> parse(String text) {
    String[] parts = text.split(";", -1);
    String type = parts[0].strip().toLowerCase(Locale.ROOT);
    if (!type.matches("[^\\s/;,\"]+/[^\\s/;,\"]+")) {
      return Optional.empty();
    }
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip();
      int equals = part.indexOf('=');
      if (equals > 0) {
        String name = part.substring(0, equals).toLowerCase(Locale.ROOT);
        parameters.add(new Parameter(name, unquoted(part.substring(equals + 1))));
      } else if (!part.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(new MediaType(type, List.copyOf(parameters)));
  }

  boolean isJson() {
    return type.equals("application/json") || type.matches("application/.+\\+json");
  }

  boolean isForm() {
    return type.equals("application/x-www-form-urlencoded");
  }

  /// Whether the text is in UTF-8, as far as the sender says. ASCII is a part of it.
  boolean isUtf8() {
    return find("charset")
        .map(charset -> charset.toLowerCase(Locale.ROOT))
        .map(charset -> List.of("utf-8", "utf8", "us-ascii").contains(charset))
        .orElse(true);
  }

  /// Whether this, a range of an Accept header, includes `wanted`.
  boolean includes(String wanted) {
    boolean refused = find("q").filter(q -> q.matches("0(\\.0{0,3})?")).isPresent();
    if (refused) {
      return false;
    }
    String family = wanted.substring(0, wanted.indexOf('/'));
    return type.equals("*/*") || type.equals(family + "/*") || type.equals(wanted);
  }

  private Optional<String> find(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::value)
        .findFirst();
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
