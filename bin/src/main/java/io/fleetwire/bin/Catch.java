package io.fleetwire.bin;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What came to a bin. `sender` is the address that it came from, or empty when this server sent
/// it; credentials in `headers` are masked; `answered` is the status; `title` is the type of the
/// event that it tells of, or empty. Immutable.
public record Catch(
    long id,
    long bin,
    Instant receivedAt,
    String sender,
    String title,
    List<Header> headers,
    Payload body,
    int answered,
    Finding finding) {
  public Catch {
    headers = List.copyOf(headers);
  }

  /// The first header of that name.
  public Optional<String> header(String name) {
    return Header.find(headers, name);
  }
}
