package io.fleetwire.simulation;

import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.Lanes;
import io.fleetwire.testkit.MemoryEngineStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Checks at every request whether it may be made: not to an endpoint that is paused or disabled,
/// not before the time that a receiver has named, not faster than the plan allows. What was in
/// flight when the answer changed is excused for as long as a request takes. Receivers go by the
/// true time: a server's clock that is set back must not make it rude.
final class Etiquette {
  /// No simulated request takes longer on its way.
  static final Duration LATENCY_MAX = Duration.ofSeconds(30);

  /// One of several nodes may know of a state only when it has asked the store again, and may be
  /// paused for nearly as long as its lease while it has a request to make.
  private static final Duration AMONG_NODES = Duration.ofSeconds(20);

  private final MemoryEngineStore disk;
  private final InstantSource clock;
  private final InstantSource trueTime;
  private final Ledger ledger;
  private final Map<EndpointId, Wish> wishes = new HashMap<>();
  private final Map<EndpointId, Integer> calls = new HashMap<>();
  private final Duration patience;
  private final Map<EndpointId, Instant> movedAt = new HashMap<>();
  private Instant bornAt;

  private record Wish(Instant saidAt, Instant until) {}

  Etiquette(MemoryEngineStore disk, VirtualTime time, Ledger ledger, Fates fates) {
    this.patience = fates.isShared() ? LATENCY_MAX.plus(AMONG_NODES) : LATENCY_MAX;
    this.disk = disk;
    this.clock = time;
    this.trueTime = time.trueTime();
    this.ledger = ledger;
    this.bornAt = trueTime.instant();
  }

  /// A new process knows of states, but of no wish and no call.
  void reborn() {
    wishes.clear();
    calls.clear();
    bornAt = trueTime.instant();
  }

  /// The endpoints of these lanes are called by another process from now on.
  void moved(Lanes lanes) {
    wishes.keySet().removeIf(lanes::contains);
    for (EndpointId id : calls.keySet()) {
      if (lanes.contains(id)) {
        movedAt.put(id, trueTime.instant());
      }
    }
    calls.keySet().removeIf(lanes::contains);
  }

  /// A receiver has asked for a pause.
  void asked(EndpointId id, Duration pause) {
    Instant now = trueTime.instant();
    Wish wish = new Wish(now, now.plus(pause));
    Wish before = wishes.getOrDefault(id, wish);
    wishes.put(id, before.until().isAfter(wish.until()) ? before : wish);
  }

  /// A request is made.
  void called(EndpointId id) {
    checkState(id);
    checkWish(id);
    Optional<Endpoint> endpoint = disk.endpoints().find(id);
    endpoint.ifPresent(this::checkRate);
  }

  private void checkState(EndpointId id) {
    switch (disk.endpoints().state(id)) {
      case EndpointState.Active _ -> {}
      case EndpointState.Paused(Instant since) -> mustBeRecent(id, since, "paused");
      case EndpointState.Disabled(Instant since, EndpointState.Reason _) ->
          mustBeRecent(id, since, "disabled");
    }
  }

  private void mustBeRecent(EndpointId id, Instant since, String what) {
    if (clock.instant().isAfter(since.plus(patience))) {
      ledger.fault("called although " + what + " since " + since + ": " + id);
    }
  }

  private void checkWish(EndpointId id) {
    Wish wish = wishes.getOrDefault(id, new Wish(Instant.MIN, Instant.MIN));
    Instant now = trueTime.instant();
    if (now.isBefore(wish.until()) && now.isAfter(wish.saidAt().plus(patience))) {
      ledger.fault("called before " + wish.until() + ": " + id);
    }
  }

  private void checkRate(Endpoint endpoint) {
    int count = calls.merge(endpoint.id(), 1, Integer::sum);
    double rate = endpoint.plan().ratePerSecondMax();
    Instant since = movedAt.getOrDefault(endpoint.id(), bornAt);
    double seconds = Duration.between(since, trueTime.instant()).toMillis() / 1_000.0;
    double allowed = Math.max(1, rate) + rate * seconds;
    if (rate != DeliveryPlan.UNLIMITED && count > allowed + 0.01) {
      ledger.fault(
          "%d calls in %.1f s at %.3f per second: %s"
              .formatted(count, seconds, rate, endpoint.id()));
    }
  }
}
