package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.FeedItem;
import io.fleetwire.engine.Housekeeping.Expired;
import io.fleetwire.engine.Housekeeping.ForgetPlace;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.NewDelivery;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.Origin;
import io.fleetwire.engine.Ready;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How long things are kept: outstanding deliveries, and the memory of what happened.
public abstract non-sealed class EngineKeepingContract extends EngineStoreContract {
  private static final NextStep DONE = new NextStep.Delivered();

  @Test
  void whatWaitsTooLongExpires() {
    Endpoint endpoint = storedEndpoint();
    Ready old = at(1, endpoint, false);
    Ready held = at(1, endpoint, true);
    Ready young = at(3, endpoint, false);

    assertThat(expire(2, 10)).isEqualTo(new Expired(1, Set.of()));

    assertThat(stateOf(old)).isEqualTo(DeliveryState.EXPIRED);
    assertThat(stateOf(held)).isEqualTo(DeliveryState.PENDING);
    assertThat(stateOf(young)).isEqualTo(DeliveryState.PENDING);
    assertThat(claim(endpoint, hour(9), 10)).containsExactly(young);
    assertThat(expire(2, 10)).isEqualTo(new Expired(0, Set.of()));
  }

  @Test
  void aStepEndsABoundedNumberTheOldestFirst() {
    Endpoint endpoint = storedEndpoint();
    Ready first = at(1, endpoint, false);
    at(2, endpoint, false);
    at(3, endpoint, false);

    assertThat(expire(9, 1).ended()).isEqualTo(1);
    assertThat(stateOf(first)).isEqualTo(DeliveryState.EXPIRED);
    assertThat(expire(9, 5).ended()).isEqualTo(2);
  }

  @Test
  void whoStoodBehindWaitsNow() {
    Endpoint endpoint = put(Ordering.BY_SUBJECT);
    Ready leader = at(1, endpoint, false);
    Ready behind = at(1, endpoint, false);
    Ready young = at(3, endpoint, false);

    assertThat(expire(2, 10)).isEqualTo(new Expired(2, Set.of(endpoint.id())));

    assertThat(stateOf(leader)).isEqualTo(DeliveryState.EXPIRED);
    assertThat(stateOf(behind)).isEqualTo(DeliveryState.EXPIRED);
    assertThat(claim(endpoint, hour(9), 10)).containsExactly(young);
    assertThat(settle(young, answered(200), DONE)).isTrue();
  }

  @Test
  void aLineWhoseLeaderIsHeldGoesOn() {
    Endpoint endpoint = put(Ordering.BY_SUBJECT);
    Ready leader = at(1, endpoint, true);
    Ready behind = at(1, endpoint, false);
    Ready young = at(3, endpoint, false);

    expire(2, 10);

    assertThat(stateOf(leader)).isEqualTo(DeliveryState.PENDING);
    assertThat(stateOf(behind)).isEqualTo(DeliveryState.EXPIRED);
    assertThat(settle(leader, answered(200), DONE)).isTrue();
    assertThat(stateOf(young)).isEqualTo(DeliveryState.PENDING);
    assertThat(releaseHeld(hour(5))).isEqualTo(1);
  }

  @Test
  void whatIsOldAndOverIsForgotten() {
    Endpoint endpoint = storedEndpoint();
    Ready old = settled(at(1, endpoint, true));
    Ready young = settled(at(5, endpoint, true));

    forget(3);

    assertThat(store().log().find(old.delivery().id())).isEmpty();
    assertThat(store().log().findEvent(old.event().id())).isEmpty();
    assertThat(harness().attempts(old.delivery().id())).isEmpty();
    assertThat(stateOf(young)).isEqualTo(DeliveryState.DELIVERED);
    assertThat(store().log().feed(endpoint.id(), 0, 10).items())
        .extracting(FeedItem::sequence)
        .containsExactly(2L);
  }

  @Test
  void forgettingInSmallStepsForgetsTheSame() {
    Endpoint endpoint = storedEndpoint();
    Endpoint other = storedEndpoint();
    for (int i = 0; i < 5; i++) {
      settled(at(1, endpoint, true));
      settled(at(1, other, true));
    }
    Ready young = settled(at(5, endpoint, true));

    forget(3, 2);

    assertThat(store().log().listAfter(endpoint.id(), 0, 99, 99))
        .extracting(entry -> entry.id())
        .containsExactly(young.delivery().id());
    assertThat(store().log().listAfter(other.id(), 0, 99, 99)).isEmpty();
    assertThat(held(other).delivery().sequence()).isEqualTo(6);
  }

  @Test
  void nothingIsForgottenThatIsOutstanding() {
    Endpoint endpoint = storedEndpoint();
    settled(at(1, endpoint, true));
    Ready waiting = at(2, endpoint, false);
    Ready after = settled(at(3, endpoint, true));

    forget(9);

    assertThat(stateOf(after)).isEqualTo(DeliveryState.DELIVERED);
    assertThat(claim(endpoint, hour(9), 10)).containsExactly(waiting);
  }

  @Test
  void anEventThatIsDeliveredAgainIsRememberedWithThatDelivery() {
    Endpoint endpoint = storedEndpoint();
    Ready first = settled(at(1, endpoint, true));
    Ready again = again(first, 6);
    settled(at(8, endpoint, true));

    forget(4);
    assertThat(stateOf(again)).isEqualTo(DeliveryState.PENDING);
    assertThat(claim(endpoint, hour(9), 10)).containsExactly(again);
    settle(again, answered(200), DONE);

    forget(7);
    assertThat(store().log().findEvent(first.event().id())).isEmpty();
    assertThat(store().log().find(again.delivery().id())).isEmpty();
  }

  @Test
  void countingGoesOnWhenAllIsForgotten() {
    Endpoint endpoint = storedEndpoint();
    settled(at(1, endpoint, true));
    settled(at(1, endpoint, true));

    forget(9);
    harness().reopen();

    assertThat(store().log().feed(endpoint.id(), 0, 10).items()).isEmpty();
    assertThat(held(endpoint).delivery().sequence()).isEqualTo(3);
  }

  @Test
  void whatEndedWithoutAnAttemptIsForgottenToo() {
    Endpoint endpoint = storedEndpoint();
    Ready old = at(1, endpoint, false);
    expire(2, 10);
    settled(at(5, endpoint, true));

    forget(3);

    assertThat(store().log().find(old.delivery().id())).isEmpty();
  }

  private Ready again(Ready first, int hour) {
    NewDelivery again =
        new NewDelivery(
            new DeliveryId(Ids.floorOf(hour(hour)) + newId() % 1_000),
            first.delivery().endpoint(),
            first.event().head(),
            Ordering.UNORDERED,
            Origin.REDELIVERY,
            hour(hour));
    Delivery delivery = store().write(tx -> tx.enqueue(again, false)).delivery();
    return new Ready(delivery, first.event());
  }

  /// A delivery that was made in some hour after noon.
  private Ready at(int hour, Endpoint endpoint, boolean mayHold) {
    long id = Ids.floorOf(hour(hour)) + 2 * (newId() % 1_000);
    Event event = new Event(new EventId(id), event().facts(), hour(hour));
    NewDelivery delivery =
        new NewDelivery(
            new DeliveryId(id + 1),
            endpoint.id(),
            event.head(),
            endpoint.plan().ordering(),
            Origin.EVENT,
            hour(hour));
    return stored(new Fresh(delivery, event), mayHold);
  }

  private Ready settled(Ready ready) {
    settle(ready, answered(200), DONE);
    return ready;
  }

  private static Instant hour(int hour) {
    return NOON.plusSeconds(3_600L * hour);
  }

  private Expired expire(int hour, int limit) {
    DeliveryId below = new DeliveryId(Ids.floorOf(hour(hour)));
    return store().write(tx -> tx.housekeeping().expire(below, limit));
  }

  private void forget(int hour) {
    forget(hour, 100);
  }

  private void forget(int hour, int limit) {
    ForgetPlace place = ForgetPlace.START;
    for (int steps = 0; !place.isDone(); steps++) {
      assertThat(steps).isLessThan(1_000);
      ForgetPlace from = place;
      place = store().write(tx -> tx.housekeeping().forget(from, Ids.floorOf(hour(hour)), limit));
    }
  }

  private DeliveryState stateOf(Ready ready) {
    return store().log().find(ready.delivery().id()).orElseThrow().state();
  }

  private Endpoint put(Ordering ordering) {
    Endpoint endpoint = ordered(endpoint(), ordering);
    put(endpoint);
    return endpoint;
  }
}
