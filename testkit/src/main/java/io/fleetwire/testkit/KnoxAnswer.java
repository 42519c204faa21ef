package io.fleetwire.testkit;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.Payload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// An answer as a {@link KnoxClient} got it. Immutable.
public record KnoxAnswer(int status, List<Header> headers, Payload body) {
  public KnoxAnswer {
    headers = List.copyOf(headers);
  }

  /// The first header of that name.
  public Optional<String> header(String name) {
    return Header.find(headers, name);
  }

  /// The body as text, which is UTF-8 wherever it is JSON, PEM or a form.
  public String text() {
    return new String(body.bytes(), StandardCharsets.UTF_8);
  }

  /// Status and body, which may hold a token that the client was given: for the eyes of a test.
  @Override
  public String toString() {
    return status + " " + text();
  }
}
