package io.fleetwire.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.Payload;
import java.util.Arrays;
import java.util.List;

/// A callback that the receiver kept, taken apart.
record Callback(List<Header> headers, Payload body) {
  private static final String HEAD_END = "\r\n\r\n";

  Callback {
    headers = List.copyOf(headers);
  }

  /// Takes apart a complete message.
  static Callback of(byte[] message) {
    int headLength = new String(message, ISO_8859_1).indexOf(HEAD_END);
    String head = new String(message, 0, headLength, UTF_8);
    List<Header> headers = head.lines().skip(1).map(Callback::headerOf).toList();
    byte[] body = Arrays.copyOfRange(message, headLength + HEAD_END.length(), message.length);
    return new Callback(
        headers, new Payload(Header.find(headers, "content-type").orElse(""), body));
  }

  /// The first header of that name, empty when there is none.
  String header(String name) {
    return Header.find(headers, name).orElse("");
  }

  private static Header headerOf(String line) {
    int colon = line.indexOf(':');
    return colon < 0
        ? new Header(line, "")
        : new Header(line.substring(0, colon), line.substring(colon + 1).strip());
  }
}
