package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes one attempt from beginning to end: compose, send, decide, settle. Thread-safe; blocks.
final class Attempter {
  /// How long settling waits before it tries again: long enough for a store to come back, short
  /// enough to lose no time when it has.
  private static final Duration SETTLE_PAUSE = Duration.ofMillis(500);

  private static final int NONCE_BYTES = 16;

  private final EngineStore store;
  private final Sender sender;
  private final Map<String, CallbackFormat> formats;
  private final Scheduler scheduler;
  private final DeliveryPolicy policy;
  private final World world;
  private final EngineObserver observer;

  Attempter(EnginePorts ports, Scheduler scheduler, World world) {
    this.store = ports.store();
    this.sender = ports.sender();
    this.formats =
        ports.formats().stream()
            .collect(Collectors.toUnmodifiableMap(CallbackFormat::name, Function.identity()));
    this.scheduler = scheduler;
    this.policy = new DeliveryPolicy(world.random());
    this.world = world;
    this.observer = ports.observer();
  }

  void attempt(Ready ready) {
    Optional<Endpoint> endpoint = store.endpoints().find(ready.delivery().endpoint());
    if (endpoint.isEmpty()) {
      // It was removed, and its row in the queue went with it.
      scheduler.answered(ready);
      scheduler.settled(ready, new NextStep.Delivered());
      return;
    }
    attempt(ready, endpoint.get());
  }

  private void attempt(Ready ready, Endpoint endpoint) {
    Instant startedAt = world.clock().instant();
    int number = ready.delivery().nextAttempt();
    Sent sent = send(ready, endpoint, new AttemptMoment(number, startedAt, nonce()));
    scheduler.answered(ready);
    NextStep next =
        policy.decide(endpoint.plan().retries(), number, sent.outcome(), world.clock().instant());
    Settlement settlement = new Settlement(ready, number, startedAt, sent, next);
    if (settle(settlement)) {
      scheduler.settled(ready, next);
      observer.attempted(settlement, endpoint);
    }
  }

  private Sent send(Ready ready, Endpoint endpoint, AttemptMoment moment) {
    OutboundRequest request;
    try {
      request = format(endpoint).compose(ready, endpoint, moment);
    } catch (CallbackFormat.NotComposedException e) {
      String detail = Optional.ofNullable(e.getMessage()).orElse("no request");
      return new Sent(new Outcome.NotComposed(detail), Timeline.NONE);
    }
    return sender.send(request, endpoint.plan().budgets());
  }

  private CallbackFormat format(Endpoint endpoint) {
    String name = endpoint.target().format();
    return Optional.ofNullable(formats.get(name))
        .orElseThrow(() -> new AssertionError("no format is wired with the name " + name));
  }

  /// Repeats until the result is durable: a lost result is a second request to the receiver. Gives
  /// up only when the thread is interrupted, which is the shutdown; the next start then makes the
  /// delivery due again.
  private boolean settle(Settlement settlement) {
    Signal never = new Signal();
    while (true) {
      try {
        store.write(tx -> tx.settle(settlement));
        return true;
      } catch (StoreUnavailableException e) {
        observer.stumbled("settle", e);
      }
      try {
        never.await(SETTLE_PAUSE);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  private String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    world.random().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
