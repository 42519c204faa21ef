package io.fleetwire.egress;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Writes requests as RFC 9112 wants them. Immutable.
final class RequestWriter {
  /// These say how a message is framed and where it goes: a format that set one would lie.
  private static final Set<String> OURS =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /// Up to here head and body go out in one write, which is one packet or one TLS record less.
  private static final int ONE_WRITE_BYTES_MAX = 16 * 1024;

  private static final byte[] NOTHING = {};
  private static final int HEAD_CHARS = 1024;

  private final String userAgent;

  RequestWriter(String userAgent) {
    this.userAgent = userAgent;
  }

  /// What became of a request.
  sealed interface Written {}

  /// The bytes that go out: the head, joined with the body when both are short.
  static final class Ready implements Written {
    private final byte[] head;
    private final byte[] body;

    private Ready(byte[] head, byte[] body) {
      this.head = head;
      this.body = body;
    }

    void sendTo(OutputStream out) throws IOException {
      out.write(head);
      if (body.length > 0) {
        out.write(body);
      }
    }
  }

  /// It cannot be written; nothing must be sent.
  record Unwritable(String reason) implements Written {}

  Written write(OutboundRequest request) {
    StringBuilder head = new StringBuilder(HEAD_CHARS);
    Optional<String> fault = appendStart(head, request.url());
    boolean hasType = false;
    boolean hasAgent = false;
    for (Header header : request.headers()) {
      if (fault.isPresent()) {
        break;
      }
      fault = append(head, header);
      hasType |= header.name().equalsIgnoreCase("Content-Type");
      hasAgent |= header.name().equalsIgnoreCase("User-Agent");
    }
    if (fault.isEmpty() && !hasType) {
      fault = append(head, new Header("Content-Type", request.body().contentType()));
    }
    if (fault.isEmpty() && !hasAgent) {
      fault = append(head, new Header("User-Agent", userAgent));
    }
    return fault.<Written>map(Unwritable::new).orElseGet(() -> join(head, request.body()));
  }

  private static Optional<String> appendStart(StringBuilder head, URI url) {
    String path = url.getRawPath();
    String query = url.getRawQuery();
    head.append("POST ").append(path == null || path.isEmpty() ? "/" : path);
    if (query != null) {
      head.append('?').append(query);
    }
    for (int i = "POST ".length(); i < head.length(); i++) {
      if (head.charAt(i) <= ' ' || head.charAt(i) > '~') {
        return Optional.of("the URL has a character that must be percent-encoded");
      }
    }
    head.append(" HTTP/1.1\r\nHost: ").append(url.getRawAuthority()).append("\r\n");
    return Optional.empty();
  }

  private static Optional<String> append(StringBuilder head, Header header) {
    String name = header.name();
    if (!isToken(name)) {
      return Optional.of("a header's name is not a name: " + name);
    }
    // most names are longer than these, or start with X: look before lowering the case
    if (name.length() <= 17 && OURS.contains(name.toLowerCase(Locale.ROOT))) {
      return Optional.of("the header " + name + " is the sender's alone");
    }
    String value = header.value();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c > '~') {
        return Optional.of("the header " + name + " has a character that no header may have");
      }
    }
    head.append(name).append(": ").append(value).append("\r\n");
    return Optional.empty();
  }

  /// RFC 9110 section 5.6.2.
  static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static Ready join(StringBuilder head, Payload body) {
    head.append("Content-Length: ").append(body.size()).append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    if (start.length + body.size() > ONE_WRITE_BYTES_MAX) {
      return new Ready(start, body.bytes());
    }
    byte[] all = new byte[start.length + body.size()];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body.bytes(), 0, all, start.length, body.size());
    return new Ready(all, NOTHING);
  }
}
