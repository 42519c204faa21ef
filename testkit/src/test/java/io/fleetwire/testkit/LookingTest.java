package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fleetwire.engine.Beat;
import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryLimits;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointLoad;
import io.fleetwire.engine.Engine;
import io.fleetwire.engine.EngineLimits;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Pulse;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Rehearsal;
import io.fleetwire.engine.SchedulerLimits;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Timeline;
import io.fleetwire.engine.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// The whole engine on a store in memory, stepped by hand: what people see who look at it.
final class LookingTest {
  private static final Duration TOOK = Duration.ofMillis(40);

  private final SettableClock clock = new SettableClock(Samples.NOON);
  private final MemoryEngineStore store = new MemoryEngineStore();
  private final Pulse pulse = new Pulse(clock);
  private int status = 200;
  private final Engine engine = boot();
  private final Endpoint endpoint = endpoint();

  private Engine boot() {
    EnginePorts ports =
        new EnginePorts(
            store, this::send, List.of(new PlainFormat()), pulse.and(new SilentObserver()));
    Engine booted =
        new Engine(
            ports,
            new World(clock, new SeededRandom(1)),
            new EngineLimits(SchedulerLimits.STANDARD, DeliveryLimits.STANDARD),
            Runnable::run);
    booted.recover();
    return booted;
  }

  private Sent send(OutboundRequest request, Budgets budgets, BooleanSupplier mayGo) {
    return new Sent(Samples.answer(status), new Timeline(Duration.ZERO, Duration.ZERO, TOOK, TOOK));
  }

  private Endpoint endpoint() {
    EndpointId id = engine.intake().newEndpointId();
    return Samples.put(
        store, Samples.endpoint(id, Samples.ACME, DeliveryPlan.STANDARD, "device.*"));
  }

  private void publish(String text) {
    engine.intake().accept(Samples.event(Samples.ACME, text, clock.instant()));
    engine.pumps().forEach(Pump::step);
  }

  @Test
  void thePulseCountsEventsAndAttempts() {
    publish("1");
    clock.advance(Pulse.MINUTE);
    status = 500;
    publish("2");
    publish("3");

    assertThat(pulse.events(Samples.ACME)).hasSize(60);
    assertThat(pulse.events(Samples.ACME).subList(58, 60))
        .extracting(Beat::good)
        .containsExactly(1, 2);
    assertThat(pulse.attempts(Samples.ACME).subList(58, 60))
        .extracting(Beat::good, Beat::bad)
        .containsExactly(tuple(1, 0), tuple(0, 2));
    assertThat(pulse.lastHour(endpoint.id()).bad()).isEqualTo(2);
    assertThat(pulse.lastHour(endpoint.id()).mean()).isEqualTo(TOOK);
    assertThat(pulse.lastDay(endpoint.id())).hasSize(48);
    assertThat(pulse.lastDay(endpoint.id()).getLast().all()).isEqualTo(3);
    assertThat(pulse.since()).isEqualTo(Samples.NOON);
  }

  @Test
  void whoeverIsQuietHasAFlatPulse() {
    assertThat(pulse.events(new OrganizationId(9))).hasSize(60).allMatch(beat -> beat.all() == 0);
    assertThat(pulse.lastHour(new EndpointId(9)).all()).isZero();
    publish("1");
    clock.advance(Duration.ofDays(2));
    assertThat(pulse.lastDay(endpoint.id())).allMatch(beat -> beat.all() == 0);
  }

  @Test
  void anOpenBreakerIsSeen() {
    assertThat(engine.scheduler().load(endpoint.id()).breaker())
        .isEqualTo(EndpointLoad.Breaker.CLOSED);
    status = 503;
    for (int i = 0; i < 5; i++) {
      publish("x");
    }

    EndpointLoad load = engine.scheduler().load(endpoint.id());

    assertThat(load.breaker()).isEqualTo(EndpointLoad.Breaker.OPEN);
    assertThat(load.pausedUntil()).isAfter(clock.instant());
    assertThat(load.inFlight()).isZero();
    clock.advance(Duration.ofMinutes(2));
    assertThat(engine.scheduler().load(endpoint.id()).breaker())
        .isEqualTo(EndpointLoad.Breaker.PROBING);
  }

  @Test
  void aRequestIsRehearsedAndNotSent() {
    publish("hello");
    DeliveryEntry entry = store.log().listAfter(endpoint.id(), 0, 1, 1).getFirst();
    int before = pulse.lastHour(endpoint.id()).all();

    Rehearsal.Answer answer = engine.rehearsal().write(entry);

    assertThat(answer).isInstanceOf(Rehearsal.Written.class);
    OutboundRequest request = ((Rehearsal.Written) answer).request();
    assertThat(request.url()).isEqualTo(endpoint.target().url());
    assertThat(new String(request.body().bytes(), StandardCharsets.UTF_8)).isEqualTo("hello");
    assertThat(pulse.lastHour(endpoint.id()).all()).isEqualTo(before);
  }

  @Test
  void withoutItsEndpointThereIsNoRequest() {
    publish("hello");
    DeliveryEntry entry = store.log().listAfter(endpoint.id(), 0, 1, 1).getFirst();
    store.write(
        tx -> {
          tx.removeEndpoint(endpoint.id());
          return true;
        });

    assertThat(engine.rehearsal().write(entry)).isInstanceOf(Rehearsal.NotWritten.class);
  }
}
