package io.fleetwire.access;

import io.fleetwire.engine.Must;

/// What one guess of a password costs, as Argon2id counts it.
public record PasswordCost(int memoryKib, int iterations, int parallelism) {
  /// 19 MiB, two passes, one lane: 45 ms on the build machine.
  public static final PasswordCost STANDARD = new PasswordCost(19 * 1024, 2, 1);

  /// RFC 9106 section 3.1: at least 8 KiB for each lane.
  private static final int LANE_KIB_MIN = 8;

  public PasswordCost {
    Must.hold(iterations >= 1 && parallelism >= 1, "a password costs at least one pass");
    Must.hold(memoryKib >= LANE_KIB_MIN * parallelism, "a lane of Argon2 has 8 KiB at least");
  }
}
