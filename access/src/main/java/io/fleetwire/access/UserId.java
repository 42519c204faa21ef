package io.fleetwire.access;

import io.fleetwire.engine.Must;

/// Names a user.
public record UserId(long value) {
  public UserId {
    Must.hold(value > 0, "a user id is positive");
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
