package io.fleetwire.egress;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.OutboundRequest.Method;
import io.fleetwire.engine.Payload;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Writes requests as RFC 9112 wants them. Immutable.
final class RequestWriter {
  /// These say how a message is framed and where it goes: a format that set one would lie.
  private static final List<String> OURS =
      List.of(
          "Connection",
          "Content-Length",
          "Expect",
          "Host",
          "Keep-Alive",
          "TE",
          "Trailer",
          "Transfer-Encoding",
          "Upgrade");

  /// Up to here a body goes out with its head in one write: one packet or one TLS record less.
  private static final int JOINED_BYTES_MAX = 16 * 1024;

  /// What is in every head besides the caller's texts.
  private static final int FIXED_BYTES = 160;

  private static final byte[] NOTHING = {};

  private final String userAgent;

  RequestWriter(String userAgent) {
    this.userAgent = userAgent;
  }

  /// What became of a request.
  sealed interface Written {}

  /// The bytes that go out: the head, joined with the body when both are short.
  static final class Ready implements Written {
    private final RequestHead head;
    private final byte[] body;

    private Ready(RequestHead head, byte[] body) {
      this.head = head;
      this.body = body;
    }

    void sendTo(OutputStream out) throws IOException {
      head.sendTo(out);
      if (body.length > 0) {
        out.write(body);
      }
    }
  }

  /// It cannot be written; nothing must be sent.
  record Unwritable(String reason) implements Written {}

  Written write(OutboundRequest request) {
    Payload body = request.body();
    boolean joined = body.size() <= JOINED_BYTES_MAX;
    RequestHead head = new RequestHead(room(request) + (joined ? body.size() : 0));
    Optional<String> fault = start(head, request).or(() -> fields(head, request));
    if (fault.isPresent()) {
      return new Unwritable(fault.get());
    }
    if (request.method() == Method.POST) {
      head.text("Content-Length: ").text(Integer.toString(body.size())).text("\r\n");
    }
    head.text("\r\n");
    if (!joined) {
      return new Ready(head, body.bytes());
    }
    head.bytes(body.bytes());
    return new Ready(head, NOTHING);
  }

  /// At least as many bytes as the head needs.
  private int room(OutboundRequest request) {
    URI url = request.url();
    int room = FIXED_BYTES + url.toString().length() + userAgent.length();
    room += request.body().contentType().length();
    for (Header header : request.headers()) {
      room += header.name().length() + header.value().length() + 4;
    }
    return room;
  }

  private static Optional<String> start(RequestHead head, OutboundRequest request) {
    URI url = request.url();
    String path = url.getRawPath();
    String query = url.getRawQuery();
    head.text(request.method().name()).text(" ");
    boolean plain = head.visible(path == null || path.isEmpty() ? "/" : path);
    if (query != null) {
      plain &= head.text("?").visible(query);
    }
    plain &= head.text(" HTTP/1.1\r\nHost: ").visible(url.getRawAuthority());
    head.text("\r\n");
    return plain
        ? Optional.empty()
        : Optional.of("the URL has a character that must be percent-encoded");
  }

  private Optional<String> fields(RequestHead head, OutboundRequest request) {
    // without a body there is nothing to have a type (RFC 9110 section 8.3)
    boolean typed = request.method() == Method.OPTIONS;
    boolean named = false;
    for (Header header : request.headers()) {
      Optional<String> fault = field(head, header.name(), header.value());
      if (fault.isPresent()) {
        return fault;
      }
      typed |= header.name().equalsIgnoreCase("Content-Type");
      named |= header.name().equalsIgnoreCase("User-Agent");
    }
    Optional<String> fault = typed ? Optional.empty() : type(head, request.body());
    return fault.isPresent() || named ? fault : field(head, "User-Agent", userAgent);
  }

  private static Optional<String> type(RequestHead head, Payload body) {
    return field(head, "Content-Type", body.contentType());
  }

  private static Optional<String> field(RequestHead head, String name, String value) {
    if (!isToken(name)) {
      return Optional.of("a header's name is not a name: " + name);
    }
    if (isOurs(name)) {
      return Optional.of("the header " + name + " is the sender's alone");
    }
    if (!head.text(name).text(": ").printable(value)) {
      return Optional.of("the header " + name + " has a character that no header may have");
    }
    head.text("\r\n");
    return Optional.empty();
  }

  // Names of another length are told apart at a glance, and most are.
  private static boolean isOurs(String name) {
    for (String ours : OURS) {
      if (ours.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
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
}
