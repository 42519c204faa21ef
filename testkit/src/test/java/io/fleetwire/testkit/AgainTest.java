package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.DeliveryCount;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryLimits;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Engine;
import io.fleetwire.engine.EngineLimits;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.NewReplay;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Origin;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Redelivered;
import io.fleetwire.engine.Replay;
import io.fleetwire.engine.ReplayStart;
import io.fleetwire.engine.Replays;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.engine.SchedulerLimits;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Timeline;
import io.fleetwire.engine.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// The whole engine on a store in memory, stepped by hand: what is delivered again, what is too
/// old, and what is forgotten.
final class AgainTest {
  private static final OrganizationId ACME = Samples.ACME;
  private static final OrganizationId OTHERS = new OrganizationId(8);
  private static final DeliveryLimits LIMITS =
      new DeliveryLimits(Duration.ofHours(2), Duration.ofHours(10));

  private final SettableClock clock = new SettableClock(Samples.NOON);
  private final MemoryEngineStore store = new MemoryEngineStore();
  private final List<String> received = new ArrayList<>();
  private int status = 200;
  private Engine engine = boot();
  private final Endpoint endpoint = endpoint("device.*");

  private Engine boot() {
    World world = new World(clock, new SeededRandom(1));
    EnginePorts ports =
        new EnginePorts(store, this::send, List.of(new PlainFormat()), new SilentObserver());
    Engine booted =
        new Engine(ports, world, new EngineLimits(SchedulerLimits.STANDARD, LIMITS), Runnable::run);
    booted.recover();
    return booted;
  }

  private Sent send(OutboundRequest request, Budgets budgets, BooleanSupplier mayGo) {
    received.add(new String(request.body().bytes(), StandardCharsets.UTF_8));
    return new Sent(Samples.answer(status), Timeline.NONE);
  }

  private Endpoint endpoint(String types) {
    EndpointId id = engine.intake().newEndpointId();
    RetryPlan twice =
        new RetryPlan(
            List.of(Duration.ZERO, Duration.ofHours(1)), 0, RetryPlan.ClientErrors.GIVE_UP);
    DeliveryPlan plan = Samples.plan(twice, Ordering.UNORDERED);
    return Samples.put(store, Samples.endpoint(id, ACME, plan, types));
  }

  private void publish(int first, int count) {
    for (int i = first; i < first + count; i++) {
      engine.intake().accept(Samples.event(ACME, Integer.toString(i), clock.instant()));
    }
  }

  private void step() {
    // Three rounds bring anything from disk to the receiver and its result back.
    for (int round = 0; round < 3; round++) {
      engine.pumps().forEach(Pump::step);
    }
  }

  private void step(Duration by) {
    clock.advance(by);
    step();
  }

  private List<DeliveryEntry> log() {
    return store.log().listAfter(endpoint.id(), 0, Long.MAX_VALUE, 1_000_000);
  }

  @Test
  void aRedeliveryIsANewDeliveryOfTheSameEvent() {
    publish(1, 1);
    step();
    DeliveryEntry first = log().getFirst();

    Redelivered answer = redeliver(ACME, first.id());
    step();

    DeliveryEntry second = log().getLast();
    assertThat(answer).isEqualTo(new Redelivered.Enqueued(second.id(), endpoint.id(), 2));
    assertThat(second.origin()).isEqualTo(Origin.REDELIVERY);
    assertThat(second.event()).isEqualTo(first.event());
    assertThat(second.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(received).containsExactly("1", "1");
  }

  @Test
  void onlyOnesOwnDeliveriesAreMadeAgain() {
    publish(1, 1);
    step();
    DeliveryId id = log().getFirst().id();

    assertThat(redeliver(OTHERS, id)).isEqualTo(new Redelivered.Unknown());
    assertThat(redeliver(ACME, new DeliveryId(1))).isEqualTo(new Redelivered.Unknown());
    store.write(
        tx -> {
          tx.removeEndpoint(endpoint.id());
          return true;
        });
    assertThat(redeliver(ACME, id)).isEqualTo(new Redelivered.EndpointGone(endpoint.id()));
  }

  private Redelivered redeliver(OrganizationId organization, DeliveryId id) {
    return store.write(tx -> engine.redelivery().redeliver(tx, organization, id));
  }

  @Test
  void aReplayDeliversWhatMatchesOnceEachInOrder() {
    status = 404;
    publish(1, 3);
    step();
    status = 200;
    publish(4, 3);
    step();
    received.clear();
    DeliveryQuery refused = DeliveryQuery.of(ACME).in(Set.of(DeliveryState.REFUSED));
    NewReplay wanted = new NewReplay(endpoint.id(), refused, 100);
    assertThat(engine.replays().dryRun(wanted)).isEqualTo(new DeliveryCount(3, true));

    Replay replay = start(wanted);
    step();
    step(Duration.ofSeconds(1));

    assertThat(received).containsExactly("1", "2", "3");
    assertThat(present(replay).progress().state()).isEqualTo(Replay.State.FINISHED);
    assertThat(present(replay).progress().looked()).isEqualTo(6);
    assertThat(present(replay).progress().enqueued()).isEqualTo(3);
    assertThat(log().subList(6, 9)).allMatch(entry -> entry.origin() == Origin.REPLAY);
  }

  @Test
  void whoAsksForItIsToldThatAReplayHasFinished() {
    publish(1, 3);
    step();
    Endpoint told = endpoint("fleetwire.replay.finished");
    received.clear();
    Replay replay = start(new NewReplay(endpoint.id(), DeliveryQuery.of(ACME), 100));

    step();
    step(Duration.ofSeconds(1));

    assertThat(store.log().feed(told.id(), 0, 10).items()).hasSize(1);
    assertThat(received)
        .contains(
            """
            {"replay":"%s","endpoint":"%s","startedAt":"%s","looked":3,"enqueued":3}\
            """
                .formatted(replay.id(), endpoint.id(), Samples.NOON));
  }

  @Test
  void anEndpointIsTriedOutByItself() {
    Endpoint other = endpoint("device.*");
    NewEvent facts = Samples.event(ACME, "x", Samples.NOON);

    Optional<DeliveryId> made = tryOut(endpoint.id(), facts);
    step();

    assertThat(received).containsExactly("x");
    assertThat(log()).extracting(DeliveryEntry::id).containsExactly(made.orElseThrow());
    assertThat(log().getFirst().origin()).isEqualTo(Origin.TEST);
    assertThat(store.log().lastSequence(other.id())).isZero();
    assertThat(tryOut(new EndpointId(1), facts)).isEmpty();
  }

  private Optional<DeliveryId> tryOut(EndpointId id, NewEvent facts) {
    return store.write(tx -> engine.redelivery().tryOut(tx, id, facts));
  }

  @Test
  void aReplayKeepsItsPace() {
    publish(1, 25);
    step();
    received.clear();
    start(new NewReplay(endpoint.id(), DeliveryQuery.of(ACME), 10));

    step();
    assertThat(received).hasSize(10);
    step(Duration.ofMillis(999));
    assertThat(received).hasSize(10);
    step(Duration.ofMillis(1));
    assertThat(received).hasSize(20);
    step(Duration.ofSeconds(1));
    step(Duration.ofSeconds(1));
    assertThat(received).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void aReplayGoesOnAfterACrashWhereItWas() {
    publish(1, 30);
    step();
    received.clear();
    Replay replay = start(new NewReplay(endpoint.id(), DeliveryQuery.of(ACME), 10));
    step();

    engine = boot();
    step();
    step(Duration.ofSeconds(1));
    step(Duration.ofSeconds(1));

    assertThat(present(replay).progress().enqueued()).isEqualTo(30);
    assertThat(received).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void aReplayWaitsWhileMuchIsOutstanding() {
    publish(1, 5);
    step();
    status = 500;
    publish(6, 1_001);
    step();
    Replay replay = start(new NewReplay(endpoint.id(), DeliveryQuery.of(ACME), 1_000));

    step(Duration.ofSeconds(5));

    assertThat(present(replay).progress().enqueued()).isZero();
    assertThat(present(replay).isRunning()).isTrue();
  }

  @Test
  void aCancelledReplayStops() {
    publish(1, 30);
    step();
    received.clear();
    Replay replay = start(new NewReplay(endpoint.id(), DeliveryQuery.of(ACME), 10));
    step();

    assertThat(cancel(OTHERS, replay)).isEmpty();
    assertThat(cancel(ACME, replay)).isPresent();
    step(Duration.ofSeconds(2));

    assertThat(received).hasSize(10);
    assertThat(present(replay).progress().state()).isEqualTo(Replay.State.CANCELLED);
  }

  @Test
  void aReplayOfARemovedEndpointIsCancelled() {
    publish(1, 30);
    step();
    Replay replay = start(new NewReplay(endpoint.id(), DeliveryQuery.of(ACME), 10));
    store.write(
        tx -> {
          tx.removeEndpoint(endpoint.id());
          return true;
        });

    step();

    assertThat(present(replay).progress().state()).isEqualTo(Replay.State.CANCELLED);
  }

  @Test
  void replaysAreRefusedForWhomTheyAreNotAndWhenThereAreTooMany() {
    NewReplay mine = new NewReplay(endpoint.id(), DeliveryQuery.of(ACME), 1);
    NewReplay theirs = new NewReplay(endpoint.id(), DeliveryQuery.of(OTHERS), 1);

    assertThat(begin(theirs)).isEqualTo(new ReplayStart.NoEndpoint());
    for (int i = 0; i < Replays.RUNNING_MAX; i++) {
      start(mine);
    }
    assertThat(begin(mine)).isEqualTo(new ReplayStart.TooMany(Replays.RUNNING_MAX));
  }

  private Optional<Replay> cancel(OrganizationId organization, Replay replay) {
    return store.write(tx -> engine.replays().cancel(tx, organization, replay.id()));
  }

  private ReplayStart begin(NewReplay wanted) {
    return store.write(tx -> engine.replays().start(tx, wanted));
  }

  private Replay start(NewReplay wanted) {
    ReplayStart answer = begin(wanted);
    assertThat(answer).isInstanceOf(ReplayStart.Running.class);
    return ((ReplayStart.Running) answer).replay();
  }

  private Replay present(Replay replay) {
    return store.log().findReplay(ACME, replay.id()).orElseThrow();
  }

  @Test
  void whatIsOutstandingTooLongExpires() {
    status = 500;
    publish(1, 1);
    step();
    assertThat(log().getFirst().state()).isEqualTo(DeliveryState.PENDING);

    engine = boot();
    clock.advance(LIMITS.keep().minusMinutes(1));
    engine.pumps().stream().filter(pump -> pump.name().equals("retention")).forEach(this::run);
    assertThat(log().getFirst().state()).isEqualTo(DeliveryState.PENDING);
    clock.advance(Duration.ofMinutes(11));
    engine.pumps().stream().filter(pump -> pump.name().equals("retention")).forEach(this::run);

    assertThat(log().getFirst().state()).isEqualTo(DeliveryState.EXPIRED);
  }

  @Test
  void whatIsLongOverIsForgotten() {
    publish(1, 3);
    step();
    clock.advance(LIMITS.remember().plusMinutes(1));
    publish(4, 1);
    step();

    engine.pumps().stream().filter(pump -> pump.name().equals("retention")).forEach(this::run);

    assertThat(log()).extracting(DeliveryEntry::sequence).containsExactly(4L);
  }

  private void run(Pump pump) {
    for (int i = 0; i < 20; i++) {
      pump.step();
    }
  }
}
