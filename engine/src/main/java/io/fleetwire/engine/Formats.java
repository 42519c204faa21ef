package io.fleetwire.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The languages that the engine speaks to receivers, by name. Immutable.
final class Formats {
  private final Map<String, CallbackFormat> byName;

  Formats(List<CallbackFormat> formats) {
    this.byName =
        formats.stream()
            .collect(Collectors.toUnmodifiableMap(CallbackFormat::name, Function.identity()));
  }

  /// The one that an endpoint is spoken to in.
  CallbackFormat of(Endpoint endpoint) {
    String name = endpoint.target().format();
    return Optional.ofNullable(byName.get(name))
        .orElseThrow(() -> new AssertionError("no format is wired with the name " + name));
  }
}
