package io.fleetwire.portal;

import java.util.List;
import java.util.Optional;

/// One endpoint in a list. `outstanding` is worded; `oldest` is of what is outstanding.
record EndpointLine(
    String path, Name name, Badge state, String outstanding, Optional<Moment> oldest, Day day) {
  record Name(String name, String dialect, String host) {}

  /// Its last day as a picture and in words.
  record Day(List<Bar> strip, String words) {
    Day {
      strip = List.copyOf(strip);
    }
  }
}
