package io.fleetwire.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The parameters of an OAuth request, from a body or a query.
sealed interface Form {
  /// Four times as many as any request of ours has.
  int PARAMETERS_MAX = 40;

  /// Parameters without a value are not there (RFC 6749 section 3.1). Unknown ones are ignored.
  record Read(Map<String, String> values) implements Form {
    Optional<String> find(String name) {
      return Optional.ofNullable(values.get(name));
    }
  }

  /// It cannot be read; `fault` says why.
  record Broken(String fault) implements Form {}

  /// Reads `application/x-www-form-urlencoded` text.
  static Form parse(String encoded) {
    Map<String, String> values = new LinkedHashMap<>();
    String[] pairs = encoded.split("&", PARAMETERS_MAX + 1);
    if (pairs.length > PARAMETERS_MAX) {
      return new Broken("the request has more than " + PARAMETERS_MAX + " parameters");
    }
    try {
      for (String pair : pairs) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        if (!value.isEmpty() && values.put(name, value) != null) {
          return new Broken(
              (name.matches("[a-z_]{1,40}") ? "the parameter " + name : "a parameter")
                  + " may come once only");
        }
      }
    } catch (IllegalArgumentException e) {
      return new Broken("a percent sign must be followed by two hexadecimal digits");
    }
    return new Read(values);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
