package io.fleetwire.egress;

import io.fleetwire.engine.Header;
import java.util.List;
import java.util.Optional;

/// The head of an answer, and what follows from it.
///
/// @param idleSeconds how long the receiver says it keeps an idle connection; very long if it does
///   not
record ResponseHead(
    int status, List<Header> headers, Framing framing, boolean isReusable, long idleSeconds) {

  /// How the body ends (RFC 9112 section 6.3).
  sealed interface Framing {}

  /// After so many bytes; none is a length, too.
  record Length(long bytes) implements Framing {}

  record Chunked() implements Framing {}

  /// With the connection.
  record UntilEnd() implements Framing {}

  Optional<String> header(String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return Optional.of(header.value());
      }
    }
    return Optional.empty();
  }
}
