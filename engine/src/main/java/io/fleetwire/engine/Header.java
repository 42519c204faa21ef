package io.fleetwire.engine;

import java.util.List;
import java.util.Optional;

/// One header of a request or an answer. Names are compared without regard to case.
public record Header(String name, String value) {

  /// Whether this header is called `other`.
  public boolean isNamed(String other) {
    return name.equalsIgnoreCase(other);
  }

  /// The value of the first header of that name.
  public static Optional<String> find(List<Header> headers, String name) {
    for (Header header : headers) {
      if (header.isNamed(name)) {
        return Optional.of(header.value());
      }
    }
    return Optional.empty();
  }

  /// The values of all headers of that name, in their order.
  public static List<String> list(List<Header> headers, String name) {
    return headers.stream().filter(header -> header.isNamed(name)).map(Header::value).toList();
  }
}
