package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Turns, slots, memory and claims, stepped by hand.
final class SchedulerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final EndpointId A = new EndpointId(1);
  private static final EndpointId B = new EndpointId(2);
  private static final NextStep DONE = new NextStep.Delivered();

  private Instant time = NOW;
  private Endpoints endpoints = Endpoints.of(List.of(endpoint(A, 2), endpoint(B, 2)));
  private long lastId;

  private Scheduler scheduler(SchedulerLimits limits) {
    return new Scheduler(limits, () -> endpoints, () -> time);
  }

  private static Endpoint endpoint(EndpointId id, int concurrencyMax) {
    return new Endpoint(
        id,
        new OrganizationId(1),
        new Target("plain", "reference", URI.create("http://receiver.test/")),
        new EventFilter(Set.of(new EventType("changed"))),
        new DeliveryPlan(RetryPlan.STANDARD, Budgets.STANDARD, concurrencyMax));
  }

  private Ready ready(EndpointId endpoint) {
    EventId id = new EventId(++lastId);
    NewEvent facts =
        new NewEvent(
            new OrganizationId(1),
            new EventType("changed"),
            new Subject("device"),
            new TraceId("trace"),
            NOW,
            new Payload("application/json", new byte[10]));
    Delivery delivery = new Delivery(new DeliveryId(id.value()), endpoint, id, 0, NOW);
    return new Ready(delivery, new Event(id, facts, NOW));
  }

  private List<Ready> ready(EndpointId endpoint, int count) {
    return LongStream.range(0, count).mapToObj(_ -> ready(endpoint)).toList();
  }

  private static List<Ready> startAll(Scheduler scheduler) {
    List<Ready> started = new ArrayList<>();
    Optional<Ready> next = scheduler.next();
    while (next.isPresent()) {
      started.add(next.get());
      next = scheduler.next();
    }
    return started;
  }

  @Test
  void endpointsTakeTurnsHoweverMuchOneHasWaiting() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 100));
    scheduler.offer(ready(B, 2));
    assertThat(startAll(scheduler))
        .extracting(r -> r.delivery().endpoint())
        .containsExactly(A, B, A, B);
  }

  @Test
  void anEndpointHasNoMoreInFlightThanItsPlanSays() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 5));
    List<Ready> started = startAll(scheduler);
    assertThat(started).hasSize(2);
    scheduler.answered(started.getFirst());
    assertThat(startAll(scheduler)).hasSize(1);
    assertThat(scheduler.inFlight()).isEqualTo(2);
  }

  @Test
  void allTogetherHaveNoMoreInFlightThanTheLimit() {
    Scheduler scheduler = scheduler(new SchedulerLimits(100, 1_000_000, 100, 3));
    scheduler.offer(ready(A, 5));
    scheduler.offer(ready(B, 5));
    List<Ready> started = startAll(scheduler);
    assertThat(started).hasSize(3);
    scheduler.answered(started.getFirst());
    assertThat(startAll(scheduler)).hasSize(1);
  }

  @Test
  void aHigherLimitCountsFromTheNextAnswerOn() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 10));
    List<Ready> started = startAll(scheduler);
    endpoints = endpoints.with(endpoint(A, 4));
    scheduler.answered(started.getFirst());
    assertThat(startAll(scheduler)).hasSize(3);
  }

  @Test
  void memoryIsBoundedInAllAndPerEndpointAndInBytes() {
    Scheduler perEndpoint = scheduler(new SchedulerLimits(100, 1_000, 3, 10));
    perEndpoint.offer(ready(A, 3));
    assertThat(perEndpoint.hasRoom(A)).isFalse();
    assertThat(perEndpoint.hasRoom(B)).isTrue();

    Scheduler inAll = scheduler(new SchedulerLimits(3, 1_000, 100, 10));
    inAll.offer(ready(A, 3));
    assertThat(inAll.hasRoom(B)).isFalse();

    Scheduler inBytes = scheduler(new SchedulerLimits(100, 30, 100, 10));
    inBytes.offer(ready(A, 3));
    assertThat(inBytes.hasRoom(B)).isFalse();
  }

  @Test
  void whatIsSettledMakesRoom() {
    Scheduler scheduler = scheduler(new SchedulerLimits(2, 1_000, 2, 10));
    scheduler.offer(ready(A, 2));
    Ready started = startAll(scheduler).getFirst();
    scheduler.answered(started);
    assertThat(scheduler.hasRoom(A)).isFalse();
    scheduler.settled(started, DONE);
    assertThat(scheduler.hasRoom(A)).isTrue();
    assertThat(scheduler.held()).isEqualTo(1);
  }

  @Test
  void newDeliveriesWaitOnDiskBehindOlderOnesThatAreDueThere() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.waiting(A, NOW);
    assertThat(scheduler.hasRoom(A)).isFalse();
    assertThat(scheduler.hasRoom(B)).isTrue();
    scheduler.orderClaims();
    scheduler.claimed(A, List.of(), Optional.of(NOW.plusSeconds(60)));
    assertThat(scheduler.hasRoom(A)).isTrue();
  }

  @Test
  void aRetryIsClaimedWhenItsHourHasCome() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 1));
    Ready started = startAll(scheduler).getFirst();
    scheduler.answered(started);
    scheduler.settled(started, new NextStep.RetryAt(NOW.plusSeconds(5)));
    assertThat(scheduler.orderClaims()).isEmpty();
    assertThat(scheduler.nextClaim()).isEqualTo(NOW.plusSeconds(5));
    time = NOW.plusSeconds(5);
    assertThat(scheduler.orderClaims())
        .extracting(Scheduler.ClaimOrder::endpoint)
        .containsExactly(A);
    assertThat(scheduler.nextClaim()).isEqualTo(Instant.MAX);
  }

  @Test
  void aRetrySettledWhileAClaimIsUnderWayIsNotForgotten() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 1));
    Ready started = startAll(scheduler).getFirst();
    scheduler.answered(started);
    scheduler.waiting(A, NOW);
    scheduler.orderClaims();
    scheduler.settled(started, new NextStep.RetryAt(NOW.plusSeconds(5)));
    scheduler.claimed(A, List.of(), Optional.empty());
    assertThat(scheduler.nextClaim()).isEqualTo(NOW.plusSeconds(5));
  }

  @Test
  void nothingIsClaimedForAnEndpointWhoseMemoryIsHalfFull() {
    Scheduler scheduler = scheduler(new SchedulerLimits(100, 1_000, 4, 10));
    scheduler.offer(ready(A, 3));
    scheduler.waiting(A, NOW);
    scheduler.waiting(B, NOW);
    assertThat(scheduler.orderClaims())
        .extracting(Scheduler.ClaimOrder::endpoint)
        .containsExactly(B);
    assertThat(scheduler.nextClaim()).isEqualTo(Instant.MAX);
    Ready started = startAll(scheduler).getFirst();
    scheduler.answered(started);
    scheduler.settled(started, DONE);
    assertThat(scheduler.nextClaim()).isEqualTo(NOW);
  }
}
