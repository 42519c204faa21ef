package io.fleetwire.engine;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/// How much the scheduler holds, and how much of it each endpoint may. Confined to the scheduler's
/// lock.
final class HeldMemory {
  /// What is held for an endpoint that is paused, silent or probed: enough to begin again at once.
  static final int WHILE_STILL = 16;

  /// What is held for an endpoint that has not answered well yet.
  private static final int UNPROVEN = 256;

  /// Seconds' worth that is held for an endpoint with a rate: more would only lie there.
  private static final int SECONDS_OF_RATE = 10;

  private final SchedulerLimits limits;
  private final Set<DeliveryId> held = new HashSet<>();
  private long bytes;

  HeldMemory(SchedulerLimits limits) {
    this.limits = limits;
  }

  int held() {
    return held.size();
  }

  boolean holds(DeliveryId id) {
    return held.contains(id);
  }

  /// How many deliveries more may be held.
  int room() {
    return hasRoom() ? limits.heldMax() - held.size() : 0;
  }

  boolean hasRoom() {
    return held.size() < limits.heldMax() && bytes < limits.heldBytesMax();
  }

  void add(EndpointQueue queue, Ready ready) {
    queue.add(ready);
    held.add(ready.delivery().id());
    bytes += ready.event().payload().size();
  }

  void letGo(EndpointQueue queue, Ready ready) {
    queue.held--;
    held.remove(ready.delivery().id());
    bytes -= ready.event().payload().size();
  }

  /// How much an endpoint may hold. One that does not answer gets little, so that many of them
  /// leave most of the memory to those that do; and no more for a probe, because what is claimed
  /// for one that fails goes back at once.
  int share(EndpointQueue queue, DeliveryPlan plan, Instant now) {
    int most = Math.min(limits.heldPerEndpointMax(), shareByRate(plan.ratePerSecondMax()));
    if (queue.pace.isStill(now) || queue.pace.isProbing()) {
      return Math.min(most, WHILE_STILL);
    }
    return queue.pace.isProven() ? most : Math.min(most, UNPROVEN);
  }

  private static int shareByRate(double rate) {
    return rate == DeliveryPlan.UNLIMITED
        ? Integer.MAX_VALUE
        : Math.max(WHILE_STILL, (int) (rate * SECONDS_OF_RATE));
  }
}
