package io.fleetwire.simulator;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An HTTP answer. Immutable; the body is shared and read only.
final class Answer {
  /// Enough for a sentence in a report.
  private static final int SHOWN = 200;

  private final int status;
  private final Map<String, String> fields;
  private final byte[] body;

  /// `fields` are headers by their names in small letters.
  Answer(int status, Map<String, String> fields, byte[] body) {
    this.status = status;
    this.fields = Map.copyOf(fields);
    this.body = body;
  }

  int status() {
    return status;
  }

  boolean isGood() {
    return status >= 200 && status < 300;
  }

  String field(String name) {
    return fields.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /// Where else to go, as the answer to a request for `url` says.
  Optional<URI> redirect(URI url) {
    boolean elsewhere = status >= 301 && status <= 308 && status != 304;
    try {
      return elsewhere && !field("Location").isEmpty()
          ? Optional.of(url.resolve(field("Location"))).filter(there -> there.getHost() != null)
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The media type without parameters, in small letters.
  String mediaType() {
    return field("Content-Type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  byte[] body() {
    return body;
  }

  boolean isEmpty() {
    return body.length == 0;
  }

  /// The beginning of the body as text.
  String text() {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN);
  }

  @Override
  public String toString() {
    return isEmpty() ? String.valueOf(status) : status + " " + text();
  }
}
