package io.fleetwire.engine;

import static io.fleetwire.engine.SteppedDeliveries.NOW;
import static io.fleetwire.engine.SteppedDeliveries.OK;
import static io.fleetwire.engine.SteppedDeliveries.SILENCE;
import static io.fleetwire.engine.SteppedDeliveries.answer;
import static io.fleetwire.engine.SteppedDeliveries.endpointOf;
import static io.fleetwire.engine.SteppedDeliveries.startAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Many endpoints that begin to hang at once, stepped by hand: what they hold, and what is left for
/// the one that answers.
final class PenaltyBoxTest {
  private static final int SLOTS = 8;
  private static final EndpointId WELL = new EndpointId(1);
  private static final Duration STEP = Duration.ofMillis(50);

  private Instant time = NOW;
  private final World world = new World(() -> time, RandomGenerator.of("L64X128MixRandom"));
  private Endpoints endpoints = Endpoints.NONE;
  private final Scheduler scheduler =
      new Scheduler(
          new SchedulerLimits(10_000, 1_000_000, 1_000, SLOTS),
          () -> endpoints,
          Tenure.ofAll(world.nanos()),
          world);
  private final SteppedDeliveries deliveries = new SteppedDeliveries();
  private final List<Started> underWay = new ArrayList<>();
  private final List<EndpointId> told = new ArrayList<>();

  private void addEndpoint(EndpointId id) {
    endpoints = endpoints.with(SteppedDeliveries.endpoint(id, 64, DeliveryPlan.UNLIMITED));
  }

  /// Endpoints that have answered well so far.
  private List<EndpointId> proven(int count) {
    List<EndpointId> ids = LongStream.range(100, 100 + count).mapToObj(EndpointId::new).toList();
    ids.forEach(this::prove);
    return ids;
  }

  private void prove(EndpointId id) {
    addEndpoint(id);
    scheduler.offer(deliveries.ready(id, 1));
    startAll(scheduler).forEach(started -> scheduler.answered(started, OK));
  }

  private void offer(List<EndpointId> ids, int each) {
    ids.forEach(id -> scheduler.offer(deliveries.ready(id, each)));
  }

  // Who is cancelled ends at once, as a request on a thread of its own does.
  private void step(Predicate<Started> answers) {
    for (Started started : startAll(scheduler)) {
      told.add(endpointOf(started));
      underWay.add(started);
    }
    for (Started started : List.copyOf(underWay)) {
      Optional<Outcome> outcome =
          answers.test(started)
              ? Optional.of(OK)
              : isCancelled(started) ? Optional.of(Cancellation.CUT_SHORT) : Optional.empty();
      outcome.ifPresent(
          it -> {
            underWay.remove(started);
            scheduler.answered(started, it);
          });
    }
    time = time.plus(STEP);
  }

  private void step(Duration howLong, Predicate<Started> answers) {
    Instant until = time.plus(howLong);
    while (time.isBefore(until)) {
      step(answers);
    }
  }

  private static boolean isCancelled(Started started) {
    Sent sent =
        started
            .cancellation()
            .during(
                () ->
                    Thread.currentThread().isInterrupted()
                        ? new Sent(SILENCE, Timeline.NONE)
                        : new Sent(OK, Timeline.NONE));
    return sent.outcome().equals(Cancellation.CUT_SHORT);
  }

  private static boolean isWell(Started started) {
    return endpointOf(started).equals(WELL);
  }

  @Test
  void whatBeginsToHangGivesItsSlotsToWhoAnswers() {
    prove(WELL);
    offer(proven(2), 4);
    step(_ -> false);
    assertThat(underWay).hasSize(SLOTS);

    scheduler.offer(deliveries.ready(WELL, 20));
    step(_ -> false);
    assertThat(told).hasSize(SLOTS).doesNotContain(WELL);
    step(Duration.ofSeconds(1), PenaltyBoxTest::isWell);
    assertThat(told).filteredOn(WELL::equals).hasSize(20);
    assertThat(scheduler.inFlight()).isEqualTo(SLOTS);
  }

  @Test
  void howeverManyBeginToHangWhoAnswersWaitsForSecondsOnly() {
    prove(WELL);
    List<EndpointId> hanging = proven(100);
    offer(hanging, 10);
    for (int second = 0; second < 60; second++) {
      scheduler.offer(deliveries.ready(WELL, 10));
      step(Duration.ofSeconds(1), PenaltyBoxTest::isWell);
      assertThat(scheduler.inFlight()).isLessThanOrEqualTo(2 * SLOTS);
    }
    assertThat(told).filteredOn(WELL::equals).hasSizeGreaterThan(600 - SLOTS);
    assertThat(told).containsAll(hanging);
  }

  @Test
  void nobodyIsEndedEarlyWhileTheBoxHasPlaces() {
    prove(WELL);
    offer(proven(2), 4);
    for (int second = 0; second < 20; second++) {
      scheduler.offer(deliveries.ready(WELL, 10));
      step(Duration.ofSeconds(1), PenaltyBoxTest::isWell);
    }
    assertThat(underWay).hasSize(SLOTS).noneMatch(PenaltyBoxTest::isCancelled);
  }

  @Test
  void oursAloneIsTheSilenceWhenNothingWasLookedAtForLong() {
    List<EndpointId> ids = proven(100);
    offer(ids, 10);
    step(_ -> false);
    step(_ -> false);
    time = time.plus(Duration.ofMinutes(1));
    step(_ -> false);
    assertThat(underWay).noneMatch(PenaltyBoxTest::isCancelled);
  }

  @Test
  void whoHangsGetsOneRequestAtATime() {
    List<EndpointId> one = proven(1);
    offer(one, 10);
    List<Started> first = startAll(scheduler);
    assertThat(first).hasSize(EndpointPace.SLOTS_AT_START);
    first.forEach(started -> scheduler.answered(started, SILENCE));
    List<Started> next = startAll(scheduler);
    assertThat(next).hasSize(1);
    scheduler.answered(next.getFirst(), OK);
    assertThat(startAll(scheduler)).hasSizeGreaterThan(1);
  }

  @Test
  void whoIsInPenaltyTakesNoSlotOfWhoIsNotKnownYet() {
    List<EndpointId> hanging = proven(20);
    offer(hanging, 10);
    // All have failed once, but none so often that its breaker is open.
    while (told.size() < hanging.size()) {
      for (Started started : startAll(scheduler)) {
        told.add(endpointOf(started));
        scheduler.answered(started, answer(503));
        time = time.plus(STEP);
      }
    }
    step(_ -> false);
    assertThat(scheduler.inFlight()).isEqualTo(SLOTS / 2);

    EndpointId unknown = new EndpointId(7);
    addEndpoint(unknown);
    offer(List.of(unknown), 2);
    assertThat(startAll(scheduler))
        .extracting(SteppedDeliveries::endpointOf)
        .containsExactly(unknown, unknown);
  }

  @Test
  void whoProvesItselfWhileItStandsAsideIsCalledBack() {
    List<EndpointId> unknown = List.of(new EndpointId(7), new EndpointId(8));
    unknown.forEach(this::addEndpoint);
    offer(unknown, 10);
    List<Started> first = startAll(scheduler);
    assertThat(first).hasSize(SLOTS / 2);

    scheduler.answered(first.getLast(), OK);
    assertThat(startAll(scheduler))
        .extracting(SteppedDeliveries::endpointOf)
        .contains(endpointOf(first.getFirst()), endpointOf(first.getLast()));
  }
}
