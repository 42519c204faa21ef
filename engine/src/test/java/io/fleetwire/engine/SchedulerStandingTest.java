package io.fleetwire.engine;

import static io.fleetwire.engine.SteppedDeliveries.NOW;
import static io.fleetwire.engine.SteppedDeliveries.OK;
import static io.fleetwire.engine.SteppedDeliveries.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Endpoints that are not called, that have a rate, and who wakes the pumps, stepped by hand.
final class SchedulerStandingTest {
  private static final EndpointId A = new EndpointId(1);
  private static final EndpointId B = new EndpointId(2);
  private static final EndpointState PAUSED = new EndpointState.Paused(NOW);
  private static final EndpointState ACTIVE = new EndpointState.Active();
  private static final NextStep DONE = new NextStep.Delivered();

  private Instant time = NOW;
  private final World world = new World(this::time, RandomGenerator.of("L64X128MixRandom"));
  private Endpoints endpoints = Endpoints.of(List.of(endpoint(A, 0), endpoint(B, 0)));
  private final Scheduler scheduler =
      new Scheduler(SchedulerLimits.STANDARD, () -> endpoints, Tenure.ofAll(world.nanos()), world);
  private final SteppedDeliveries deliveries = new SteppedDeliveries();

  private Instant time() {
    return time;
  }

  private static Endpoint endpoint(EndpointId id, double rate) {
    return SteppedDeliveries.endpoint(id, 64, rate);
  }

  private List<Ready> ready(EndpointId endpoint, int count) {
    return deliveries.ready(endpoint, count);
  }

  private List<Started> startAll() {
    return SteppedDeliveries.startAll(scheduler);
  }

  private void end(Started started) {
    scheduler.answered(started, OK);
    scheduler.settled(started.ready(), DONE);
  }

  private void turn(EndpointId id, EndpointState state) {
    endpoints = endpoints.withState(id, state);
    scheduler.switched(id);
  }

  private List<Ready> releaseAll() {
    List<Ready> released = new ArrayList<>();
    List<Scheduler.Release> orders = scheduler.orderReleases();
    while (!orders.isEmpty()) {
      for (Scheduler.Release order : orders) {
        released.addAll(order.deliveries());
        scheduler.released(order);
      }
      orders = scheduler.orderReleases();
    }
    return released;
  }

  @Test
  void anEndpointThatIsNotActiveHasNoTurnsAndGivesAllBack() {
    scheduler.offer(ready(A, 500));
    scheduler.offer(ready(B, 1));
    turn(A, PAUSED);

    assertThat(startAll())
        .extracting(started -> started.ready().delivery().endpoint())
        .containsExactly(B);
    assertThat(scheduler.nextMove()).isEqualTo(NOW);
    assertThat(releaseAll()).hasSize(500);
    assertThat(scheduler.held()).isEqualTo(1);
    assertThat(scheduler.nextMove()).isEqualTo(Instant.MAX);
    assertThat(scheduler.orderClaims()).isEmpty();
  }

  @Test
  void whatIsOfferedWhileItIsPausedGoesBackToo() {
    turn(A, PAUSED);
    scheduler.offer(ready(A, 3));
    assertThat(startAll()).isEmpty();
    assertThat(releaseAll()).hasSize(3);
  }

  @Test
  void requestsInFlightEndAsTheyMay() {
    scheduler.offer(ready(A, 4));
    List<Started> started = startAll();
    turn(A, PAUSED);
    started.forEach(this::end);
    assertThat(releaseAll()).isEmpty();
    assertThat(scheduler.held()).isZero();
    assertThat(scheduler.inFlight()).isZero();
  }

  @Test
  void aResumedEndpointClaimsWhatItGaveBack() {
    scheduler.offer(ready(A, 5));
    turn(A, PAUSED);
    releaseAll();
    turn(A, ACTIVE);
    assertThat(scheduler.orderClaims()).extracting(ClaimOrder::endpoint).containsExactly(A);
  }

  @Test
  void whatFallsDueDuringThePauseIsClaimedAfterIt() {
    turn(A, PAUSED);
    scheduler.waiting(A, NOW.plusSeconds(5));
    time = NOW.plusSeconds(6);
    assertThat(scheduler.orderClaims()).isEmpty();
    assertThat(scheduler.nextMove()).isEqualTo(Instant.MAX);
    turn(A, ACTIVE);
    assertThat(scheduler.orderClaims()).hasSize(1);
  }

  @Test
  void anEndpointThatIsResumedBeforeItGaveBackGoesOnWithWhatItHas() {
    scheduler.offer(ready(A, 5));
    turn(A, PAUSED);
    turn(A, ACTIVE);
    assertThat(scheduler.orderReleases()).isEmpty();
    assertThat(startAll()).hasSize(EndpointPace.SLOTS_AT_START);
  }

  @Test
  void whatCouldNotBeReleasedKeepsItsOrder() {
    List<Ready> offered = ready(A, 4);
    scheduler.offer(offered);
    turn(A, PAUSED);
    scheduler.takeBack(scheduler.orderReleases().getFirst());
    turn(A, ACTIVE);
    assertThat(startAll()).extracting(Started::ready).containsExactlyElementsOf(offered);
  }

  @Test
  void anEndpointThatIsRemovedDuringItsPauseIsDropped() {
    scheduler.offer(ready(A, 5));
    turn(A, PAUSED);
    endpoints = endpoints.without(A);
    assertThat(releaseAll()).isEmpty();
    startAll().forEach(this::end);
    startAll().forEach(this::end);
    assertThat(scheduler.held()).isZero();
  }

  @Test
  void aRateHoldsUpItsEndpointAlone() {
    endpoints = endpoints.with(endpoint(A, 2));
    scheduler.offer(ready(A, 10));
    scheduler.offer(ready(B, 3));
    List<Started> started = startAll();
    assertThat(started).hasSize(5);
    started.forEach(this::end);
    assertThat(startAll()).isEmpty();
    assertThat(scheduler.nextResume()).isEqualTo(NOW.plusMillis(500));
    time = NOW.plusMillis(500);
    started = startAll();
    assertThat(started).hasSize(1);
    started.forEach(this::end);
    time = NOW.plusSeconds(60);
    assertThat(startAll()).hasSize(2);
  }

  @Test
  void anEndpointHoldsNoMoreThanTenSecondsOfItsRate() {
    endpoints = endpoints.with(endpoint(A, 4));
    scheduler.offer(ready(A, 39));
    assertThat(scheduler.hasRoom(A)).isTrue();
    scheduler.offer(ready(A, 1));
    assertThat(scheduler.hasRoom(A)).isFalse();
  }

  @Test
  void theDiskPumpIsWokenForWhatComesBeforeItsHourOnly() {
    scheduler.offer(ready(A, 3));
    scheduler.waiting(B, NOW.plusSeconds(60));
    assertThat(isRaised(scheduler.dueSignal())).isTrue();
    assertThat(scheduler.nextMove()).isEqualTo(NOW.plusSeconds(60));
    List<Started> started = startAll();
    end(started.get(0));
    assertThat(isRaised(scheduler.dueSignal())).isFalse();
    scheduler.answered(started.get(1), SILENCE);
    scheduler.settled(started.get(1).ready(), new NextStep.RetryAt(NOW.plusSeconds(90)));
    assertThat(isRaised(scheduler.dueSignal())).isFalse();
    scheduler.answered(started.get(2), SILENCE);
    scheduler.settled(started.get(2).ready(), new NextStep.RetryAt(NOW.plusSeconds(5)));
    assertThat(isRaised(scheduler.dueSignal())).isTrue();
  }

  @Test
  void theDiskPumpIsNotWokenForEachEventThatIsParked() {
    turn(A, PAUSED);
    scheduler.waiting(A, NOW);
    assertThat(scheduler.orderClaims()).isEmpty();
    assertThat(scheduler.nextMove()).isEqualTo(Instant.MAX);
    assertThat(isRaised(scheduler.dueSignal())).isTrue();
    scheduler.waiting(A, NOW);
    assertThat(isRaised(scheduler.dueSignal())).isFalse();
    turn(A, ACTIVE);
    assertThat(isRaised(scheduler.dueSignal())).isTrue();
    assertThat(scheduler.orderClaims()).hasSize(1);
  }

  private static boolean isRaised(Signal signal) {
    return signal.lower();
  }

  @Test
  void onlyWhatCouldBeCalledIsIdle() {
    assertThat(scheduler.isIdle(A)).isTrue();
    scheduler.offer(ready(A, 1));
    assertThat(scheduler.isIdle(A)).isFalse();
    startAll().forEach(this::end);
    assertThat(scheduler.isIdle(A)).isTrue();
    turn(A, PAUSED);
    assertThat(scheduler.isIdle(A)).isFalse();
    scheduler.offer(ready(B, 1));
    Outcome wait =
        new Outcome.Answered(
            200,
            List.of(new Header("Fleetwire-Control", "pause=60")),
            new Payload("text/plain", new byte[0]),
            true);
    Started started = startAll().getFirst();
    scheduler.answered(started, wait);
    scheduler.settled(started.ready(), DONE);
    assertThat(scheduler.isIdle(B)).isFalse();
    time = NOW.plus(Duration.ofSeconds(60));
    assertThat(scheduler.isIdle(B)).isTrue();
  }

  @Test
  void nothingIsClaimedForAProbeUntilItIsAnswered() {
    scheduler.offer(ready(A, 100));
    while (scheduler.nextResume().equals(Instant.MAX)) {
      startAll().forEach(this::refuse);
    }
    releaseAll();
    time = scheduler.nextResume();
    List<Started> probe = startAll();
    assertThat(probe).hasSize(1);
    assertThat(scheduler.orderClaims()).isEmpty();
    end(probe.getFirst());
    assertThat(scheduler.orderClaims()).extracting(ClaimOrder::endpoint).containsExactly(A);
  }

  private void refuse(Started started) {
    scheduler.answered(started, new Outcome.Unreachable(Outcome.Fault.REFUSED, "refused"));
    scheduler.settled(started.ready(), new NextStep.RetryAt(NOW.plus(Duration.ofHours(1))));
  }

  @Test
  void oneTransactionMovesFewDeliveriesHoweverManyEndpointsHaveSome() {
    for (long id = 10; id < 20; id++) {
      endpoints = endpoints.with(endpoint(new EndpointId(id), 0));
      scheduler.waiting(new EndpointId(id), NOW);
    }
    assertThat(scheduler.orderClaims()).extracting(ClaimOrder::limit).containsExactly(200, 200);
    assertThat(scheduler.nextMove()).isEqualTo(NOW);
  }
}
