package io.fleetwire.web;

import io.fleetwire.engine.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// An answer: status, headers, body. Immutable; the body's array is shared and read only.
public final class Reply {
  private static final byte[] NOTHING = new byte[0];

  private final int status;
  private final List<Header> headers;
  private final byte[] body;

  Reply(int status, List<Header> headers, byte[] body) {
    this.status = status;
    this.headers = List.copyOf(headers);
    this.body = body;
  }

  /// No body.
  public static Reply empty(int status) {
    return new Reply(status, List.of(), NOTHING);
  }

  /// Bytes of some media type.
  public static Reply of(int status, String contentType, byte[] body) {
    return new Reply(status, List.of(new Header("Content-Type", contentType)), body);
  }

  /// JSON that is already written, in UTF-8.
  public static Reply json(int status, byte[] body) {
    return of(status, "application/json", body);
  }

  /// JSON from a tree.
  public static Reply json(int status, JsonNode tree) {
    return json(status, tree.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// Plain text in UTF-8.
  public static Reply text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /// A file to be saved as `fileName`, which has no quotes.
  public static Reply attachment(String fileName, String contentType, byte[] body) {
    return of(200, contentType, body)
        .with("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
  }

  /// This reply with one more header.
  public Reply with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Reply(status, more, body);
  }

  /// This reply with a header of that name, unless it has one.
  Reply withDefault(String name, String value) {
    return header(name).isPresent() ? this : with(name, value);
  }

  public int status() {
    return status;
  }

  public List<Header> headers() {
    return headers;
  }

  /// The first header of that name.
  public Optional<String> header(String name) {
    return Header.find(headers, name);
  }

  /// The bytes of the body, to be read only.
  public byte[] body() {
    return body;
  }
}
