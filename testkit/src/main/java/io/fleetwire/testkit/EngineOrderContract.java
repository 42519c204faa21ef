package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.Placement;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.Settled;
import io.fleetwire.engine.Settlement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Deliveries that keep the order of their subject: one behind the other, promoted when it ends.
public abstract non-sealed class EngineOrderContract extends EngineStoreContract {
  private static final NextStep DONE = new NextStep.Delivered();

  @Test
  void onlyTheOldestOfASubjectIsHeld() {
    Endpoint endpoint = orderedEndpoint();

    assertThat(enqueue(about(endpoint, "a"), true)).isEqualTo(Placement.HELD);
    assertThat(enqueue(about(endpoint, "a"), true)).isEqualTo(Placement.BEHIND);
    assertThat(enqueue(about(endpoint, "b"), true)).isEqualTo(Placement.HELD);
    assertThat(enqueue(about(endpoint, "c"), false)).isEqualTo(Placement.WAITING);
    assertThat(enqueue(about(endpoint, "c"), true)).isEqualTo(Placement.BEHIND);
    assertThat(releaseHeld(NOON)).isEqualTo(2);
  }

  @Test
  void otherEndpointsAndUnorderedOnesDoNotStandBehind() {
    Endpoint endpoint = orderedEndpoint();
    enqueue(about(endpoint, "a"), true);

    assertThat(enqueue(about(orderedEndpoint(), "a"), true)).isEqualTo(Placement.HELD);
    Endpoint unordered = storedEndpoint();
    assertThat(enqueue(about(unordered, "a"), true)).isEqualTo(Placement.HELD);
    assertThat(enqueue(about(unordered, "a"), true)).isEqualTo(Placement.HELD);
  }

  @Test
  void whoEverEndsMakesWayForItsSuccessorInTheOrderOfTheEvents() {
    Endpoint endpoint = orderedEndpoint();
    Ready first = enqueued(about(endpoint, "a"));
    Ready second = enqueued(about(endpoint, "a"));
    enqueued(about(endpoint, "b"));
    Ready third = enqueued(about(endpoint, "a"));

    assertThat(settleFor(first, DONE)).isEqualTo(new Settled(true, DONE, List.of(second)));
    NextStep giveUp = new NextStep.GiveUp(NextStep.Reason.EXHAUSTED);
    assertThat(settleFor(second, giveUp)).isEqualTo(new Settled(true, giveUp, List.of(third)));
    assertThat(settleFor(third, DONE)).isEqualTo(new Settled(true, DONE, List.of()));
    assertThat(enqueue(about(endpoint, "a"), true)).isEqualTo(Placement.HELD);
  }

  @Test
  void aRetryKeepsItsPlaceBeforeItsSuccessors() {
    Endpoint endpoint = orderedEndpoint();
    Ready first = enqueued(about(endpoint, "a"));
    Ready second = enqueued(about(endpoint, "a"));
    Instant at = NOON.plusSeconds(5);

    Settled settled = settleFor(first, new NextStep.RetryAt(at));

    assertThat(settled).isEqualTo(new Settled(true, new NextStep.RetryAt(at), List.of()));
    assertThat(claim(endpoint, NOON, 10)).isEmpty();
    Ready again = claimOne(endpoint, at);
    assertThat(again.delivery()).isEqualTo(first.delivery().dueAgain(1, at));
    assertThat(settleFor(again, DONE).successors()).containsExactly(second);
  }

  @Test
  void aRefusedSettlementPromotesNobody() {
    Endpoint endpoint = orderedEndpoint();
    Ready first = enqueued(about(endpoint, "a"));
    enqueued(about(endpoint, "a"));
    enqueued(about(endpoint, "a"));
    settleFor(first, DONE);

    assertThat(settleFor(first, DONE).accepted()).isFalse();
  }

  @Test
  void orderSurvivesACrash() {
    Endpoint endpoint = orderedEndpoint();
    Ready first = enqueued(about(endpoint, "a"));
    Ready second = enqueued(about(endpoint, "a"));
    harness().reopen();
    releaseHeld(NOON);

    Ready claimed = claimOne(endpoint, NOON);

    assertThat(claimed).isEqualTo(first);
    assertThat(settleFor(claimed, DONE).successors()).containsExactly(second);
  }

  @Test
  void whatWasBegunInOrderEndsInOrderWhenTheEndpointWantsItNoMore() {
    Endpoint endpoint = orderedEndpoint();
    Ready first = enqueued(about(endpoint, "a"));
    Ready second = enqueued(about(endpoint, "a"));
    Endpoint unordered = ordered(endpoint, Ordering.UNORDERED);
    put(unordered);

    assertThat(enqueue(about(unordered, "a"), true)).isEqualTo(Placement.HELD);
    assertThat(settleFor(first, DONE).successors()).containsExactly(second);
  }

  @Test
  void removingAnEndpointRemovesItsLines() {
    Endpoint endpoint = orderedEndpoint();
    Ready first = enqueued(about(endpoint, "a"));
    enqueued(about(endpoint, "a"));

    remove(endpoint);

    assertThat(settleFor(first, DONE).accepted()).isFalse();
    assertThat(releaseHeld(NOON)).isZero();
    assertThat(nextDues()).isEmpty();
  }

  @Test
  void idsOfDeliveriesThatStandBehindAreNotUsedAgain() {
    Endpoint endpoint = orderedEndpoint();
    enqueued(about(endpoint, "a"));
    Ready last = enqueued(about(endpoint, "a"));
    harness().reopen();

    assertThat(store().highestId()).isGreaterThanOrEqualTo(last.delivery().id().value());
  }

  private Endpoint orderedEndpoint() {
    Endpoint endpoint = ordered(endpoint(), Ordering.BY_SUBJECT);
    put(endpoint);
    return endpoint;
  }

  private Fresh about(Endpoint endpoint, String subject) {
    return fresh(endpoint, event(UPLOADED.name(), subject), NOON);
  }

  private Placement enqueue(Fresh fresh, boolean mayHold) {
    return store().write(tx -> fresh.putInto(tx, mayHold)).placement();
  }

  private Ready enqueued(Fresh fresh) {
    return stored(fresh, true);
  }

  private Settled settleFor(Ready ready, NextStep next) {
    int status = next instanceof NextStep.Delivered ? 200 : 500;
    Settlement settlement =
        new Settlement(ready, ready.delivery().nextAttempt(), NOON, sent(answered(status)), next);
    return store().write(tx -> tx.settle(settlement));
  }
}
