package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointHealth;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.Engine;
import io.fleetwire.engine.EngineObserver;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.EngineTx;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.NewDelivery;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.Origin;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.engine.SchedulerLimits;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Timeline;
import io.fleetwire.engine.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The whole engine on a store in memory, stepped by hand: what it does when people or receivers
/// stop it, and whom it tells.
final class SteppedEngineTest implements EngineObserver {
  private static final Instant NOON = Samples.NOON;
  private static final RetryPlan EVERY_MINUTE =
      new RetryPlan(
          List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(1)),
          0,
          RetryPlan.ClientErrors.RETRY);

  private final SettableClock clock = new SettableClock(NOON);
  private final MemoryEngineStore store = new MemoryEngineStore();
  private final List<String> received = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<EndpointState> states = new ArrayList<>();
  private final List<EndpointHealth> healths = new ArrayList<>();
  private final List<EndpointId> stuck = new ArrayList<>();
  private boolean mayBeStuck;
  private Function<String, Outcome> receiver = _ -> Samples.answer(200);
  private Engine engine = boot();
  private final Endpoint endpoint = put("device.*");

  @BeforeEach
  void listen() {
    put("fleetwire.*");
  }

  private Engine boot() {
    CallbackFormat format =
        new CallbackFormat() {
          @Override
          public String name() {
            return "plain";
          }

          @Override
          public OutboundRequest compose(Ready ready, Endpoint to, AttemptMoment moment) {
            String type = ready.event().type().name();
            String text = new String(ready.event().payload().bytes(), StandardCharsets.UTF_8);
            Payload body =
                new Payload("text/plain", (type + " " + text).getBytes(StandardCharsets.UTF_8));
            return new OutboundRequest(to.target().url(), List.of(), body);
          }
        };
    World world = new World(clock, new SeededRandom(1));
    EnginePorts ports = new EnginePorts(store, this::send, List.of(format), this);
    Engine booted = new Engine(ports, world, SchedulerLimits.STANDARD, Runnable::run);
    booted.recover();
    return booted;
  }

  private Sent send(OutboundRequest request, Budgets budgets, BooleanSupplier mayGo) {
    String text = new String(request.body().bytes(), StandardCharsets.UTF_8);
    if (text.startsWith("fleetwire.")) {
      told.add(text);
      return new Sent(Samples.answer(200), Timeline.NONE);
    }
    received.add(text.substring(text.indexOf(' ') + 1));
    return new Sent(receiver.apply(text), Timeline.NONE);
  }

  private Endpoint put(String types) {
    DeliveryPlan plan = Samples.plan(EVERY_MINUTE, Ordering.UNORDERED);
    EndpointId id = engine.intake().newEndpointId();
    return Samples.put(store, Samples.endpoint(id, Samples.ACME, plan, types));
  }

  private void publish(String... texts) {
    for (String text : texts) {
      engine.intake().accept(facts(text));
    }
  }

  private NewEvent facts(String text) {
    return Samples.event(Samples.ACME, text, clock.instant());
  }

  private void step() {
    // Three rounds bring anything from disk to the receiver and its result back.
    for (int i = 0; i < 3; i++) {
      engine.pumps().forEach(Pump::step);
    }
  }

  private void advance(Duration time) {
    clock.set(clock.instant().plus(time));
    step();
  }

  private EndpointState state() {
    return store.endpoints().state(endpoint.id());
  }

  private EndpointHealth health() {
    return store.endpoints().health(endpoint.id());
  }

  @Override
  public void stateChanged(Endpoint changed, EndpointState state) {
    states.add(state);
  }

  @Override
  public void healthChanged(Endpoint changed, EndpointHealth health) {
    healths.add(health);
  }

  @Override
  public void stuck(EndpointId id, Instant dueAt) {
    if (!mayBeStuck) {
      throw new AssertionError("stuck: " + id + " since " + dueAt);
    }
    stuck.add(id);
  }

  @Override
  public void stumbled(String where, Throwable cause) {
    throw new AssertionError(where, cause);
  }

  @Test
  void whatAPauseHoldsUpIsSentInItsOrderAfterwards() {
    publish("before");
    engine.endpointSwitch().pause(endpoint.id());
    publish("during 1", "during 2");
    step();
    assertThat(received).isEmpty();
    assertThat(engine.scheduler().held()).isZero();
    assertThat(store.outstanding()).isEqualTo(3);

    engine.endpointSwitch().resume(endpoint.id());
    publish("after");
    step();
    assertThat(received).containsExactly("before", "during 1", "during 2", "after");
    assertThat(store.outstanding()).isZero();
    assertThat(states).containsExactly(new EndpointState.Paused(NOON), new EndpointState.Active());
  }

  @Test
  void aPauseOutlivesARestart() {
    engine.endpointSwitch().pause(endpoint.id());
    publish("kept");
    engine = boot();
    advance(Duration.ofHours(1));
    assertThat(received).isEmpty();
    engine.endpointSwitch().resume(endpoint.id());
    step();
    assertThat(received).containsExactly("kept");
  }

  @Test
  void eachTurnOfTheSwitchAnswersWithTheStateThatItLeadsTo() {
    EndpointId id = endpoint.id();
    EndpointState paused = new EndpointState.Paused(NOON);
    EndpointState off = new EndpointState.Disabled(NOON, EndpointState.Reason.BY_HAND);
    EndpointState active = new EndpointState.Active();
    assertThat(engine.endpointSwitch().enable(id)).contains(active);
    assertThat(engine.endpointSwitch().resume(id)).contains(active);
    assertThat(engine.endpointSwitch().pause(id)).contains(paused);
    clock.set(NOON.plusSeconds(1));
    assertThat(engine.endpointSwitch().pause(id)).contains(paused);
    assertThat(engine.endpointSwitch().enable(id)).contains(paused);
    clock.set(NOON);
    assertThat(engine.endpointSwitch().disable(id)).contains(off);
    assertThat(engine.endpointSwitch().pause(id)).contains(off);
    assertThat(engine.endpointSwitch().resume(id)).contains(off);
    assertThat(engine.endpointSwitch().enable(id)).contains(active);
    assertThat(engine.endpointSwitch().pause(new EndpointId(1))).isEmpty();
    assertThat(states).containsExactly(paused, off, active);
  }

  @Test
  void goneDisablesAndKeepsTheDelivery() {
    receiver = _ -> Samples.answer(410);
    publish("kept");
    step();
    publish("kept too");
    advance(Duration.ofDays(1));
    assertThat(received).hasSize(1);
    assertThat(state()).isEqualTo(new EndpointState.Disabled(NOON, EndpointState.Reason.GONE));
    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("fleetwire.endpoint.disabled {\"endpoint\":\"" + endpoint.id() + "\"")
        .contains("\"reason\":\"gone\"");

    receiver = _ -> Samples.answer(200);
    engine.endpointSwitch().enable(endpoint.id());
    step();
    assertThat(received).containsExactlyInAnyOrder("kept", "kept", "kept too");
    assertThat(health()).isEqualTo(new EndpointHealth.Well());
  }

  @Test
  void aReceiverThatSaysStopIsNotCalledAgainThoughItTookTheDelivery() {
    receiver = _ -> Samples.answer(200, new Header("Fleetwire-Control", "stop"));
    publish("taken");
    step();
    publish("kept");
    step();
    assertThat(received).containsExactly("taken");
    assertThat(store.outstanding()).isEqualTo(1);
    assertThat(state())
        .isEqualTo(new EndpointState.Disabled(NOON, EndpointState.Reason.ASKED_TO_STOP));
  }

  @Test
  void aReceiverThatAsksForAPauseIsLeftAloneAsLongAsItSays() {
    receiver = _ -> Samples.answer(204, new Header("Fleetwire-Control", "pause=90"));
    publish("taken");
    step();
    publish("kept");
    advance(Duration.ofSeconds(89));
    assertThat(received).containsExactly("taken");
    assertThat(state()).isEqualTo(new EndpointState.Active());
    advance(Duration.ofSeconds(1));
    assertThat(received).containsExactly("taken", "kept");
  }

  @Test
  void anEndpointThatFailsForMinutesIsToldOnceAndAgainWhenItRecovers() {
    receiver = _ -> Samples.answer(500);
    for (int i = 0; i < 8; i++) {
      publish("event " + i);
      advance(Duration.ofMinutes(1));
    }
    assertThat(told).filteredOn(text -> text.contains("endpoint.failing")).hasSize(1);
    assertThat(health()).isEqualTo(new EndpointHealth.Failing(NOON.plusSeconds(60)));

    receiver = _ -> Samples.answer(200);
    advance(Duration.ofMinutes(1));
    assertThat(told).filteredOn(text -> text.contains("endpoint.recovered")).hasSize(1);
    assertThat(health()).isEqualTo(new EndpointHealth.Well());
    assertThat(healths).hasSize(2);
  }

  @Test
  void aHiccupIsNotTold() {
    receiver = _ -> Samples.answer(500);
    publish("event");
    step();
    assertThat(health()).isEqualTo(new EndpointHealth.Doubtful(NOON));
    receiver = _ -> Samples.answer(200);
    advance(Duration.ofMinutes(1));
    assertThat(health()).isEqualTo(new EndpointHealth.Well());
    assertThat(told).isEmpty();
  }

  @Test
  void fiveDaysOfNothingButFailuresDisableAcrossARestart() {
    receiver = _ -> new Outcome.TimedOut(Outcome.Phase.CONNECT);
    for (int day = 0; day < 3; day++) {
      publish("event " + day);
      advance(Duration.ofDays(1));
    }
    engine = boot();
    for (int day = 3; day < 7 && state().isActive(); day++) {
      publish("event " + day);
      advance(Duration.ofDays(1));
    }
    assertThat(state())
        .isInstanceOfSatisfying(
            EndpointState.Disabled.class,
            disabled ->
                assertThat(disabled.reason()).isEqualTo(EndpointState.Reason.FAILED_FOR_DAYS));
    assertThat(told).filteredOn(text -> text.contains("\"reason\":\"failedForDays\"")).hasSize(1);
  }

  @Test
  void whatIsGivenUpIsToldButNothingIsToldOfWhatTells() {
    receiver = _ -> Samples.answer(500);
    publish("lost");
    IntStream.range(0, 4).forEach(_ -> advance(Duration.ofMinutes(1)));
    assertThat(received).hasSize(3);
    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("fleetwire.delivery.exhausted {")
        .contains("\"type\":\"device.changed\"", "\"attempts\":3", "\"reason\":\"exhausted\"");
  }

  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "1234, true"})
  void whatNobodyRemembersIsFoundToldAndSent(int times, boolean isHeld) {
    publish("first");
    step();
    // Behind the engine's back, as a bug of ours would: nobody notes that it is there.
    store.write(tx -> enqueue(tx, times, isHeld));
    IntStream.range(0, 5).forEach(_ -> advance(Duration.ofMinutes(1)));
    assertThat(received).containsExactly("first");
    mayBeStuck = true;
    IntStream.range(0, 8).forEach(_ -> advance(Duration.ofMinutes(1)));
    assertThat(received).hasSize(1 + times).last().isEqualTo("forgotten");
    assertThat(stuck).hasSize(times).containsOnly(endpoint.id());
  }

  private long enqueue(EngineTx tx, int times, boolean isHeld) {
    long id = Ids.floorOf(NOON);
    Event event = new Event(new EventId(id), facts("forgotten"), NOON);
    tx.append(event);
    for (int i = 1; i <= times; i++) {
      DeliveryId delivery = new DeliveryId(id + i);
      tx.enqueue(
          new NewDelivery(
              delivery, endpoint.id(), event.head(), Ordering.UNORDERED, Origin.EVENT, NOON),
          isHeld);
    }
    return id;
  }
}
