package io.fleetwire.engine;

import java.util.List;

/// What settling did. `accepted` is false when the delivery was no longer outstanding, or somebody
/// else has settled that attempt. `next` is what really followed: a delivery that should have been
/// tried again may have been superseded instead. `successors` are deliveries that stood behind this
/// one and are now held: at most one.
public record Settled(boolean accepted, NextStep next, List<Ready> successors) {
  public Settled {
    successors = List.copyOf(successors);
  }

  /// Nobody holds the delivery any more, or not at that attempt; nothing was changed.
  public static Settled refused(Settlement settlement) {
    return new Settled(false, settlement.next(), List.of());
  }
}
