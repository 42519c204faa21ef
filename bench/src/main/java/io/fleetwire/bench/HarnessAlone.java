package io.fleetwire.bench;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Nothing: the generator's requests go straight to the receiver. What this reaches is the ceiling
/// of the harness, and no figure near it says anything about a server.
final class HarnessAlone implements UnderTest {
  private final Workload workload;

  HarnessAlone(int receiverPort, RandomGenerator random) {
    this.workload = PostWorkload.to(receiverPort, 1, random);
  }

  @Override
  public String name() {
    return "harness alone";
  }

  @Override
  public Workload workload() {
    return workload;
  }

  @Override
  public boolean isGenuine(Callback callback) {
    return callback.body().size() > 0;
  }

  @Override
  public Duration cpu() {
    return Duration.ZERO;
  }

  @Override
  public long peakBytes() {
    return 0;
  }

  @Override
  public String complaints() {
    return "";
  }
}
