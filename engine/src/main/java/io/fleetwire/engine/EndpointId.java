package io.fleetwire.engine;

import java.util.Optional;

/// Names an endpoint. Printed as `ep_` and 13 digits of base 32.
public record EndpointId(long value) {
  private static final String PREFIX = "ep_";

  public EndpointId {
    Must.hold(value > 0, "an id is positive");
  }

  /// The id that `text` prints, or nothing when it is not one.
  public static Optional<EndpointId> parse(String text) {
    return PrintedId.parse(PREFIX, text).filter(value -> value > 0).map(EndpointId::new);
  }

  @Override
  public String toString() {
    return PrintedId.print(PREFIX, value);
  }
}
