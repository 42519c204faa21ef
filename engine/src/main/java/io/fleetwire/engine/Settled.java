package io.fleetwire.engine;

import java.util.List;

/// What settling did. `accepted` is false when the delivery was no longer outstanding, or somebody
/// else has settled that attempt. `successors` are deliveries that stood behind this one and are
/// now held: at most one.
public record Settled(boolean accepted, List<Ready> successors) {
  public static final Settled REFUSED = new Settled(false, List.of());

  public Settled {
    successors = List.copyOf(successors);
  }
}
