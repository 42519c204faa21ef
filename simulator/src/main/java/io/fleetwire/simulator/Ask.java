package io.fleetwire.simulator;

import java.net.URI;
import java.util.List;

/// One HTTP request. Immutable; the body is shared and read only.
final class Ask {
  private static final byte[] NOTHING = new byte[0];

  /// A header.
  record Field(String name, String value) {}

  private final String method;
  private final URI url;
  private final List<Field> fields;
  private final byte[] body;

  private Ask(String method, URI url, List<Field> fields, byte[] body) {
    this.method = method;
    this.url = url;
    this.fields = List.copyOf(fields);
    this.body = body;
  }

  static Ask get(URI url, Field... fields) {
    return new Ask("GET", url, List.of(fields), NOTHING);
  }

  static Ask post(URI url, String type, byte[] body) {
    return new Ask("POST", url, List.of(new Field("Content-Type", type)), body);
  }

  static Ask put(URI url, byte[] body, Field... fields) {
    return new Ask("PUT", url, List.of(fields), body);
  }

  /// The same at another place.
  Ask at(URI other) {
    return new Ask(method, other, fields, body);
  }

  String method() {
    return method;
  }

  URI url() {
    return url;
  }

  List<Field> fields() {
    return fields;
  }

  byte[] body() {
    return body;
  }
}
