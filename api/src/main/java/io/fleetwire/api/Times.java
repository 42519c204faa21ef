package io.fleetwire.api;

import io.fleetwire.web.JsonBody;
import io.fleetwire.web.Request;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Times as RFC 3339 writes them. Pure.
final class Times {
  static final String WANTED = "required time like 2026-01-31T12:00:00Z";

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Times() {}

  static Optional<Instant> parse(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /// Of an event. Receivers read it again, so it is exactly what RFC 3339 says: with its seconds,
  /// and in a year of four digits.
  static Optional<Instant> ofEvent(String text) {
    try {
      Instant time = Instant.parse(text);
      return time.isBefore(FIRST) || time.isAfter(LAST) ? Optional.empty() : Optional.of(time);
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /// Of a query, or `otherwise` when it is absent. Throws a problem when it is something else.
  static Instant of(Request request, String name, Instant otherwise) {
    Optional<String> text = request.query(name);
    return text.isEmpty()
        ? otherwise
        : parse(text.get()).orElseThrow(() -> Cursor.fault(name, WANTED));
  }

  /// Of a body, or `otherwise` when it is absent. Notes a fault when it is something else.
  static Instant of(JsonBody body, String name, Instant otherwise) {
    Optional<String> text = body.findString(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    Optional<Instant> time = parse(text.get());
    if (time.isEmpty()) {
      body.fault(name, WANTED);
    }
    return time.orElse(otherwise);
  }
}
