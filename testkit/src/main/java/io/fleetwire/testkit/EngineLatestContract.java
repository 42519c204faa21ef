package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Enqueued;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.Placement;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.Settled;
import io.fleetwire.engine.Settlement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Endpoints that want the latest only: of each line at most one delivery is in flight and one
/// behind it, and the latest always comes last.
public abstract non-sealed class EngineLatestContract extends EngineStoreContract {
  private static final NextStep DONE = new NextStep.Delivered();
  private static final NextStep RETRY = new NextStep.RetryAt(NOON.plusSeconds(5));
  private static final NextStep SUPERSEDED = new NextStep.GiveUp(NextStep.Reason.SUPERSEDED);

  private Endpoint endpoint = endpoint(new EndpointId(1), "a");

  @BeforeEach
  void putEndpoint() {
    endpoint = ordered(endpoint(), Ordering.LATEST);
    put(endpoint);
  }

  @Test
  void whatWaitsIsSuperseded() {
    Ready first = stored(about("a"), false);
    Ready second = stored(about("a"), false);

    assertThat(claim(endpoint, NOON, 10)).containsExactly(second);
    assertStates(List.of(first, second), DeliveryState.SUPERSEDED, DeliveryState.PENDING);
  }

  @Test
  void whatIsInFlightIsNot() {
    Ready first = stored(about("a"), true);
    Fresh fresh = about("a");
    Enqueued enqueued = store().write(tx -> fresh.putInto(tx, true));
    Ready second = fresh.with(enqueued.delivery());

    assertThat(enqueued.placement()).isEqualTo(Placement.BEHIND);
    assertStates(List.of(first, second), DeliveryState.PENDING, DeliveryState.PENDING);
    assertThat(settleFor(first, DONE)).isEqualTo(new Settled(true, DONE, List.of(second)));
    assertThat(settleFor(second, DONE)).isEqualTo(new Settled(true, DONE, List.of()));
  }

  @Test
  void onlyTheLatestFollows() {
    Ready first = stored(about("a"), true);
    Ready second = stored(about("a"), true);
    Ready third = stored(about("a"), true);

    assertStates(
        List.of(first, second, third),
        DeliveryState.PENDING,
        DeliveryState.SUPERSEDED,
        DeliveryState.PENDING);
    assertThat(settleFor(first, DONE).successors()).containsExactly(third);
  }

  @Test
  void whatFailsIsNotTriedAgainWhenALaterOneFollows() {
    Ready first = stored(about("a"), true);
    Ready second = stored(about("a"), true);

    assertThat(settleFor(first, RETRY)).isEqualTo(new Settled(true, SUPERSEDED, List.of(second)));

    assertStates(List.of(first, second), DeliveryState.SUPERSEDED, DeliveryState.PENDING);
    assertThat(nextDues()).isEmpty();
    assertThat(store().log().attempts(first.delivery().id()).getFirst().next())
        .isEqualTo(SUPERSEDED);
  }

  @Test
  void whatFailsAloneIsTriedAgainUntilALaterOneComes() {
    Ready first = stored(about("a"), true);
    assertThat(settleFor(first, RETRY)).isEqualTo(new Settled(true, RETRY, List.of()));

    Ready second = stored(about("a"), true);

    assertStates(List.of(first, second), DeliveryState.SUPERSEDED, DeliveryState.PENDING);
    assertThat(claim(endpoint, NOON.plusSeconds(9), 10)).isEmpty();
    assertThat(settleFor(second, DONE).accepted()).isTrue();
  }

  @Test
  void eachTypeOfEachSubjectIsALine() {
    assertThat(place(about("a"))).isEqualTo(Placement.HELD);
    assertThat(place(about("b"))).isEqualTo(Placement.HELD);
    assertThat(place(fresh(endpoint, event("other", "a"), NOON))).isEqualTo(Placement.HELD);
    assertThat(place(about("a"))).isEqualTo(Placement.BEHIND);
    // Were the two names simply joined, these would be one line.
    assertThat(place(fresh(endpoint, event("t", "xy"), NOON))).isEqualTo(Placement.HELD);
    assertThat(place(fresh(endpoint, event("tx", "y"), NOON))).isEqualTo(Placement.HELD);
  }

  @Test
  void anOlderEventDoesNotSupersedeALaterOne() {
    Fresh old = about("a");
    Ready waiting = stored(about("a"), false);

    assertThat(place(old)).isEqualTo(Placement.SUPERSEDED);

    assertThat(store().log().find(old.delivery().id()).orElseThrow().state())
        .isEqualTo(DeliveryState.SUPERSEDED);
    assertThat(claim(endpoint, NOON, 10)).containsExactly(waiting);
  }

  @Test
  void anOlderEventDoesNotFollowALaterOneInFlight() {
    Fresh old = about("a");
    Fresh older = about("b");
    Ready held = stored(about("a"), true);
    stored(about("b"), true);
    stored(about("b"), true);

    assertThat(place(old)).isEqualTo(Placement.SUPERSEDED);
    assertThat(place(older)).isEqualTo(Placement.SUPERSEDED);
    assertThat(settleFor(held, DONE).successors()).isEmpty();
  }

  @Test
  void aCrashLeavesTheLatestLast() {
    stored(about("a"), true);
    Ready second = stored(about("a"), true);
    harness().reopen();
    releaseHeld(NOON);

    Ready first = claimOne(endpoint, NOON);
    assertThat(settleFor(first, DONE).successors()).containsExactly(second);
  }

  @Test
  void afterACrashALaterOneSupersedesWhatWasInFlightAndWhatFollowed() {
    Ready first = stored(about("a"), true);
    Ready second = stored(about("a"), true);
    harness().reopen();
    releaseHeld(NOON);

    Ready third = stored(about("a"), false);

    assertThat(claim(endpoint, NOON, 10)).containsExactly(third);
    assertStates(List.of(first, second), DeliveryState.SUPERSEDED, DeliveryState.SUPERSEDED);
    assertThat(settleFor(third, DONE)).isEqualTo(new Settled(true, DONE, List.of()));
  }

  @Test
  void everyOneHasItsPlaceInTheSequence() {
    stored(about("a"), true);
    stored(about("a"), true);
    Ready third = stored(about("a"), true);

    assertThat(third.delivery().sequence()).isEqualTo(3);
  }

  private void assertStates(List<Ready> deliveries, DeliveryState... states) {
    assertThat(deliveries)
        .extracting(ready -> store().log().find(ready.delivery().id()).orElseThrow().state())
        .containsExactlyElementsOf(Arrays.asList(states));
  }

  private Fresh about(String subject) {
    return fresh(endpoint, event("type", subject), NOON);
  }

  private Placement place(Fresh fresh) {
    return store().write(tx -> fresh.putInto(tx, true)).placement();
  }

  private Settled settleFor(Ready ready, NextStep next) {
    int status = next instanceof NextStep.Delivered ? 200 : 500;
    Instant at = NOON;
    Settlement settlement =
        new Settlement(ready, ready.delivery().nextAttempt(), at, sent(answered(status)), next);
    return store().write(tx -> tx.settle(settlement));
  }
}
