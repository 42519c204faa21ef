package io.fleetwire.testkit;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.Payload;
import java.util.List;
import java.util.Optional;

/// One request as it came in, byte for byte. Immutable.
///
/// @param connection the number of its connection, from 1
/// @param path the request target as it was written, with its query
public record ReceivedCallback(
    int connection, String method, String path, List<Header> headers, Payload body) {
  public ReceivedCallback {
    headers = List.copyOf(headers);
  }

  /// The first header of that name.
  public Optional<String> header(String name) {
    return Header.find(headers, name);
  }
}
