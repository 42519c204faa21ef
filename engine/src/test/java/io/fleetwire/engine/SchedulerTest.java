package io.fleetwire.engine;

import static io.fleetwire.engine.SteppedDeliveries.NOW;
import static io.fleetwire.engine.SteppedDeliveries.OK;
import static io.fleetwire.engine.SteppedDeliveries.SILENCE;
import static io.fleetwire.engine.SteppedDeliveries.answer;
import static io.fleetwire.engine.SteppedDeliveries.endpointOf;
import static io.fleetwire.engine.SteppedDeliveries.startAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Turns, slots, memory and claims, stepped by hand.
final class SchedulerTest {
  private static final EndpointId A = new EndpointId(1);
  private static final EndpointId B = new EndpointId(2);
  private static final NextStep DONE = new NextStep.Delivered();

  private Instant time = NOW;
  private final World world = new World(this::time, RandomGenerator.of("L64X128MixRandom"));
  private Endpoints endpoints = Endpoints.of(List.of(endpoint(A, 2), endpoint(B, 2)));
  private final SteppedDeliveries deliveries = new SteppedDeliveries();

  private Instant time() {
    return time;
  }

  private Scheduler scheduler(SchedulerLimits limits) {
    return new Scheduler(limits, () -> endpoints, Tenure.ofAll(world.nanos()), world);
  }

  private static Endpoint endpoint(EndpointId id, int concurrencyMax) {
    return SteppedDeliveries.endpoint(id, concurrencyMax, DeliveryPlan.UNLIMITED);
  }

  private List<Ready> ready(EndpointId endpoint, int count) {
    return deliveries.ready(endpoint, count);
  }

  private void prove(Scheduler scheduler, EndpointId endpoint) {
    scheduler.offer(ready(endpoint, 1));
    startAll(scheduler).forEach(started -> scheduler.answered(started, OK));
  }

  @Test
  void endpointsTakeTurnsHoweverMuchOneHasWaiting() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 100));
    scheduler.offer(ready(B, 2));
    assertThat(startAll(scheduler))
        .extracting(SteppedDeliveries::endpointOf)
        .containsExactly(A, B, A, B);
  }

  @Test
  void anEndpointHasNoMoreInFlightThanItsPlanSays() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 5));
    List<Started> started = startAll(scheduler);
    assertThat(started).hasSize(2);
    scheduler.answered(started.getFirst(), OK);
    assertThat(startAll(scheduler)).hasSize(1);
    assertThat(scheduler.inFlight()).isEqualTo(2);
  }

  @Test
  void allTogetherHaveNoMoreInFlightThanTheLimit() {
    Scheduler scheduler = scheduler(new SchedulerLimits(100, 1_000_000, 100, 3));
    prove(scheduler, A);
    prove(scheduler, B);
    scheduler.offer(ready(A, 5));
    scheduler.offer(ready(B, 5));
    List<Started> started = startAll(scheduler);
    assertThat(started).hasSize(3);
    scheduler.answered(started.getFirst(), OK);
    assertThat(startAll(scheduler)).hasSize(1);
  }

  @Test
  void aHigherLimitCountsFromTheNextAnswerOn() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 10));
    List<Started> started = startAll(scheduler);
    endpoints = endpoints.with(endpoint(A, 4));
    scheduler.answered(started.getFirst(), OK);
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
    Started started = startAll(scheduler).getFirst();
    scheduler.answered(started, OK);
    assertThat(scheduler.hasRoom(A)).isFalse();
    scheduler.settled(started.ready(), DONE);
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
    scheduler.claimed(new Claimed(A, List.of(), Optional.of(NOW.plusSeconds(60))));
    assertThat(scheduler.hasRoom(A)).isTrue();
  }

  @Test
  void whatOthersHaveJustAcceptedHoldsUpNothingNew() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.noteDue(A, NOW);
    assertThat(scheduler.hasRoom(A)).isTrue();
    scheduler.waiting(B, NOW);
    scheduler.noteDue(B, NOW);
    assertThat(scheduler.hasRoom(B)).isFalse();
    scheduler.orderClaims();
    scheduler.claimed(new Claimed(A, List.of(), Optional.of(NOW)));
    assertThat(scheduler.hasRoom(A)).isFalse();
  }

  @Test
  void aRetryIsClaimedWhenItsHourHasCome() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 1));
    Started started = startAll(scheduler).getFirst();
    scheduler.answered(started, OK);
    scheduler.settled(started.ready(), new NextStep.RetryAt(NOW.plusSeconds(5)));
    assertThat(scheduler.orderClaims()).isEmpty();
    assertThat(scheduler.nextMove()).isEqualTo(NOW.plusSeconds(5));
    time = NOW.plusSeconds(5);
    assertThat(scheduler.orderClaims()).extracting(ClaimOrder::endpoint).containsExactly(A);
    assertThat(scheduler.nextMove()).isEqualTo(Instant.MAX);
  }

  @Test
  void aRetrySettledWhileAClaimIsUnderWayIsNotForgotten() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 1));
    Started started = startAll(scheduler).getFirst();
    scheduler.answered(started, OK);
    scheduler.waiting(A, NOW);
    scheduler.orderClaims();
    scheduler.settled(started.ready(), new NextStep.RetryAt(NOW.plusSeconds(5)));
    scheduler.claimed(new Claimed(A, List.of(), Optional.empty()));
    assertThat(scheduler.nextMove()).isEqualTo(NOW.plusSeconds(5));
  }

  @Test
  void nothingIsClaimedForAnEndpointWhoseMemoryIsHalfFull() {
    Scheduler scheduler = scheduler(new SchedulerLimits(100, 1_000, 4, 10));
    scheduler.offer(ready(A, 3));
    scheduler.waiting(A, NOW);
    scheduler.waiting(B, NOW);
    assertThat(scheduler.orderClaims()).extracting(ClaimOrder::endpoint).containsExactly(B);
    assertThat(scheduler.nextMove()).isEqualTo(Instant.MAX);
    Started started = startAll(scheduler).getFirst();
    scheduler.answered(started, OK);
    scheduler.settled(started.ready(), DONE);
    assertThat(scheduler.nextMove()).isEqualTo(NOW);
  }

  @Test
  void anEndpointThatHangsGetsNoMoreThanItsFirstSlotsAndDelaysNobody() {
    endpoints = Endpoints.of(List.of(endpoint(A, 64), endpoint(B, 64)));
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 1_000));
    scheduler.offer(ready(B, 1_000));
    List<Started> started = startAll(scheduler);
    for (int round = 0; round < 10; round++) {
      time = time.plusSeconds(1);
      started.stream()
          .filter(start -> endpointOf(start).equals(B))
          .forEach(start -> scheduler.answered(start, OK));
      started = startAll(scheduler);
    }
    assertThat(scheduler.inFlight()).isEqualTo(EndpointPace.SLOTS_AT_START + 64);
  }

  @Test
  void halfOfAllSlotsIsKeptForFirstAttemptsToEndpointsThatAnswer() {
    Scheduler scheduler = scheduler(new SchedulerLimits(1_000, 100_000, 100, 8));
    endpoints = Endpoints.NONE.with(endpoint(B, 64));
    prove(scheduler, B);
    for (long id = 10; id < 20; id++) {
      endpoints = endpoints.with(endpoint(new EndpointId(id), 64));
      scheduler.offer(ready(new EndpointId(id), 10));
    }
    List<Started> doubtful = startAll(scheduler);
    assertThat(doubtful).hasSize(4).allMatch(Started::doubtful);
    scheduler.offer(ready(B, 4));
    assertThat(startAll(scheduler)).hasSize(4).noneMatch(Started::doubtful);
    scheduler.answered(doubtful.getFirst(), SILENCE);
    assertThat(startAll(scheduler)).hasSize(1).allMatch(Started::doubtful);
  }

  @Test
  void anOpenBreakerParksWhatWaitsAndProbesWithOne() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 100));
    int attempts = 0;
    while (scheduler.nextResume().equals(Instant.MAX)) {
      for (Started started : startAll(scheduler)) {
        scheduler.answered(started, new Outcome.Unreachable(Outcome.Fault.REFUSED, "refused"));
        attempts++;
      }
    }
    assertThat(attempts).isLessThan(10);
    assertThat(startAll(scheduler)).isEmpty();
    time = scheduler.nextResume();
    assertThat(startAll(scheduler)).hasSize(1);
  }

  @Test
  void aReceiverThatNamesATimeIsNotCalledBefore() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 10));
    Outcome answer = answer(429, new Header("Retry-After", "30"));
    startAll(scheduler).forEach(started -> scheduler.answered(started, answer));
    assertThat(startAll(scheduler)).isEmpty();
    assertThat(scheduler.nextResume()).isEqualTo(NOW.plusSeconds(30));
    time = NOW.plusSeconds(30);
    assertThat(startAll(scheduler)).isNotEmpty();
  }

  @Test
  void aReceiverThatTookADeliveryAndSaysWhenToAskForItsResultIsCalledOn() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 10));
    Outcome answer = answer(202, new Header("Retry-After", "30"));
    startAll(scheduler).forEach(started -> scheduler.answered(started, answer));
    assertThat(startAll(scheduler)).isNotEmpty();
  }

  @Test
  void retriesHaveEveryFourthTurnWhileThereIsNews() {
    EndpointQueue queue = new EndpointQueue(A, new EndpointPace(world.random()));
    for (int i = 0; i < 8; i++) {
      queue.add(deliveries.ready(A));
      Ready first = deliveries.ready(A);
      Delivery d = first.delivery();
      queue.add(new Ready(d.dueAgain(1, NOW), first.event()));
    }
    List<Boolean> retries = new ArrayList<>();
    while (!queue.isEmpty()) {
      retries.add(EndpointQueue.isRetry(queue.take()));
    }
    assertThat(retries.subList(0, 8))
        .containsExactly(false, false, false, true, false, false, false, true);
    assertThat(retries).hasSize(16);
  }

  @Test
  void anEndpointThatIsPausedWhileItStandsInTheRingIsSeenAgainAfterThePause() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 2));
    Started started = scheduler.next().orElseThrow();
    scheduler.answered(started, answer(503, new Header("Retry-After", "30")));
    assertThat(scheduler.next()).isEmpty();
    assertThat(scheduler.nextResume()).isEqualTo(NOW.plusSeconds(30));
  }

  @Test
  void oneOfTheCrowdThatCannotStartDoesNotKeepTheOthersOut() {
    Scheduler scheduler = scheduler(new SchedulerLimits(100, 100_000, 100, 2));
    EndpointId c = new EndpointId(3);
    endpoints = endpoints.with(endpoint(c, 2));
    scheduler.offer(ready(A, 2));
    scheduler.offer(ready(B, 1));
    scheduler.offer(ready(c, 1));
    List<Started> started = startAll(scheduler);
    assertThat(started).hasSize(1);
    scheduler.answered(started.getFirst(), answer(503, new Header("Retry-After", "30")));
    List<EndpointId> told = new ArrayList<>();
    for (Started next : startAll(scheduler)) {
      told.add(endpointOf(next));
      scheduler.answered(next, SILENCE);
      startAll(scheduler).forEach(last -> told.add(endpointOf(last)));
    }
    assertThat(told).containsExactly(B, c);
  }

  @Test
  void aPausedEndpointGivesBackWhatItHoldsBeyondItsShare() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 100));
    Started started = scheduler.next().orElseThrow();
    scheduler.answered(started, answer(503, new Header("Retry-After", "30")));
    assertThat(scheduler.next()).isEmpty();
    Scheduler.Release release = scheduler.orderReleases().getFirst();
    assertThat(release.nextLookAt()).isEqualTo(NOW.plusSeconds(30));
    assertThat(release.deliveries()).hasSize(99 - 16);
    scheduler.released(release);
    assertThat(scheduler.orderReleases()).isEmpty();
    assertThat(scheduler.held()).isEqualTo(17);
    assertThat(scheduler.hasRoom(A)).isFalse();
    assertThat(scheduler.nextMove()).isEqualTo(NOW.plusSeconds(30));
  }

  @Test
  void whatCouldNotBeReleasedIsStillHeld() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 100));
    Started started = scheduler.next().orElseThrow();
    scheduler.answered(started, answer(503, new Header("Retry-After", "30")));
    scheduler.next();
    scheduler.takeBack(scheduler.orderReleases().getFirst());
    assertThat(scheduler.held()).isEqualTo(100);
  }

  @Test
  void anEndpointWhosePauseIsProlongedIsSeenAgainWhenItEnds() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 2));
    List<Started> started = startAll(scheduler);
    scheduler.answered(started.getFirst(), answer(503, new Header("Retry-After", "30")));
    scheduler.settled(started.getFirst().ready(), new NextStep.RetryAt(NOW.plusSeconds(5)));
    time = NOW.plusSeconds(5);
    assertThat(scheduler.orderClaims()).isEmpty();
    scheduler.answered(started.getLast(), answer(503, new Header("Retry-After", "90")));
    scheduler.settled(started.getLast().ready(), DONE);
    time = NOW.plusSeconds(30);
    scheduler.next();
    time = NOW.plusSeconds(95);
    scheduler.next();
    assertThat(scheduler.orderClaims()).hasSize(1);
  }

  @Test
  void anEndpointThatHasNotAnsweredYetHoldsLess() {
    Scheduler scheduler = scheduler(SchedulerLimits.STANDARD);
    scheduler.offer(ready(A, 256));
    assertThat(scheduler.hasRoom(A)).isFalse();
    prove(scheduler, A);
    assertThat(scheduler.hasRoom(A)).isTrue();
  }
}
