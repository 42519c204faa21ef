package io.fleetwire.engine;

import java.util.Optional;

/// Names a replay. Printed as `rpl_` and 13 digits of base 32.
public record ReplayId(long value) {
  private static final String PREFIX = "rpl_";

  /// Greater than every other, and names none.
  public static final ReplayId LAST = new ReplayId(Long.MAX_VALUE);

  public ReplayId {
    Must.hold(value > 0, "an id is positive");
  }

  /// The id that `text` prints, or nothing when it is not one.
  public static Optional<ReplayId> parse(String text) {
    return PrintedId.parse(PREFIX, text)
        .filter(value -> value > 0 && value < LAST.value)
        .map(ReplayId::new);
  }

  @Override
  public String toString() {
    return PrintedId.print(PREFIX, value);
  }
}
