package io.fleetwire.engine;

import java.util.function.BooleanSupplier;

/// The last look at the lease, right before the first byte of a request: remembers whether it
/// forbade the request, because the lease may be renewed a moment later. For one attempt; confined
/// to its thread.
final class LastLook implements BooleanSupplier {
  private final Tenure tenure;
  private boolean hasForbidden;

  LastLook(Tenure tenure) {
    this.tenure = tenure;
  }

  @Override
  public boolean getAsBoolean() {
    hasForbidden = !tenure.isHeld();
    return !hasForbidden;
  }

  /// Whether the request was not sent because the lease had ended.
  boolean hasForbidden() {
    return hasForbidden;
  }
}
