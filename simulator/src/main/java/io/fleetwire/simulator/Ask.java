package io.fleetwire.simulator;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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

  /// The same with one more header.
  Ask with(Field field) {
    List<Field> more = new ArrayList<>(fields);
    more.add(field);
    return new Ask(method, url, more, body);
  }

  /// The same at another place.
  Ask at(URI other) {
    return new Ask(method, other, fields, body);
  }

  /// As it goes over the wire, in one piece: two would wait for each other where packets are
  /// delayed until they are full.
  byte[] bytes() {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    StringBuilder head = new StringBuilder(256);
    head.append(method).append(' ').append(path).append(query).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(url.getRawAuthority()).append("\r\n");
    head.append("User-Agent: Fleetwire-Simulator\r\n");
    for (Field field : fields) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    if (!method.equals("GET")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append("\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }

  URI url() {
    return url;
  }
}
