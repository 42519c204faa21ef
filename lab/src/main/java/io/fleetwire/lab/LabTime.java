package io.fleetwire.lab;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Times as the vendor writes them: UTC, ISO 8601, always three digits of milliseconds.
final class LabTime {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private LabTime() {}

  static String text(Instant instant) {
    return FORMAT.format(instant);
  }
}
