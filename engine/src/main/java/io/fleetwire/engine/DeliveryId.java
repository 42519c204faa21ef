package io.fleetwire.engine;

import java.util.Optional;

/// Names a delivery, the same through all its attempts. Printed as `dlv_` and 13 digits of base 32.
public record DeliveryId(long value) {
  private static final String PREFIX = "dlv_";

  public DeliveryId {
    Must.hold(value > 0, "an id is positive");
  }

  /// The id that `text` prints, or nothing when it is not one.
  public static Optional<DeliveryId> parse(String text) {
    return PrintedId.parse(PREFIX, text).filter(value -> value > 0).map(DeliveryId::new);
  }

  @Override
  public String toString() {
    return PrintedId.print(PREFIX, value);
  }
}
