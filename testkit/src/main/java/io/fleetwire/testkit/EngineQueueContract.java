package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.Settlement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Deliveries: held or waiting, claimed in order, settled once.
public abstract non-sealed class EngineQueueContract extends EngineStoreContract {

  @Test
  void aHeldDeliveryIsNotClaimed() {
    Endpoint endpoint = storedEndpoint();
    held(endpoint);

    assertThat(claim(endpoint, NOON.plusSeconds(60), 10)).isEmpty();
    assertThat(nextDue(endpoint)).isEqualTo(Instant.MAX);
    assertThat(nextDues()).isEmpty();
  }

  @Test
  void aWaitingDeliveryIsClaimedWhenItIsDueAndNotBefore() {
    Endpoint endpoint = storedEndpoint();
    Ready waiting = waiting(endpoint, NOON);

    assertThat(claim(endpoint, NOON.minusMillis(1), 10)).isEmpty();
    assertThat(claim(endpoint, NOON, 10)).containsExactly(waiting);
  }

  @Test
  void whatIsClaimedIsHeld() {
    Endpoint endpoint = storedEndpoint();
    waiting(endpoint, NOON);
    claim(endpoint, NOON, 10);

    assertThat(claim(endpoint, NOON, 10)).isEmpty();
    assertThat(nextDues()).isEmpty();
    assertThat(releaseHeld(NOON)).isEqualTo(1);
  }

  @Test
  void whatIsHeldForLongIsToldAndCanBeLetGoOf() {
    Endpoint endpoint = storedEndpoint();
    Ready old = held(endpoint);
    DeliveryId young = held(endpoint).delivery().id();
    waiting(endpoint, NOON);
    DeliveryId id = old.delivery().id();
    Delivery expected = old.delivery().dueAgain(0, Ids.timeOf(id.value()));

    assertThat(heldBetween(1, id)).isEmpty();
    assertThat(heldBetween(1, young)).containsExactly(expected);
    store()
        .write(
            tx -> {
              tx.release(List.of(expected));
              return true;
            });
    assertThat(heldBetween(1, young)).isEmpty();
    assertThat(claim(endpoint, NOON.plusSeconds(60), 10))
        .contains(new Ready(expected, old.event()));
  }

  @Test
  void whatIsHeldIsToldPageByPage() {
    Endpoint endpoint = storedEndpoint();
    List<DeliveryId> held =
        IntStream.range(0, 5).mapToObj(_ -> held(endpoint).delivery().id()).toList();
    DeliveryId last = held.getLast();

    assertThat(ids(store().heldBetween(held.getFirst(), last, 2))).isEqualTo(held.subList(0, 2));
    assertThat(ids(store().heldBetween(held.get(2), last, 100))).isEqualTo(held.subList(2, 4));
  }

  private List<Delivery> heldBetween(long from, DeliveryId below) {
    return store().heldBetween(new DeliveryId(from), below, 100);
  }

  private static List<DeliveryId> ids(List<Delivery> deliveries) {
    return deliveries.stream().map(Delivery::id).toList();
  }

  @Test
  void claimsTakeTheLongestDueFirst() {
    Endpoint endpoint = storedEndpoint();
    Ready third = waiting(endpoint, NOON);
    Ready fourth = waiting(endpoint, NOON);
    Ready first = waiting(endpoint, NOON.minusSeconds(2));
    Ready second = waiting(endpoint, NOON.minusSeconds(1));

    assertThat(claim(endpoint, NOON, 3)).containsExactly(first, second, third);
    assertThat(claim(endpoint, NOON, 3)).containsExactly(fourth);
  }

  @Test
  void theNextDueTimeIsThatOfTheLongestWaiting() {
    Endpoint endpoint = storedEndpoint();
    Endpoint other = storedEndpoint();
    Endpoint idle = storedEndpoint();
    waiting(endpoint, NOON.plusSeconds(2));
    waiting(endpoint, NOON.plusSeconds(1));
    waiting(other, NOON.plusSeconds(3));

    assertThat(nextDue(endpoint)).isEqualTo(NOON.plusSeconds(1));
    assertThat(nextDue(idle)).isEqualTo(Instant.MAX);
    assertThat(nextDues())
        .isEqualTo(Map.of(endpoint.id(), NOON.plusSeconds(1), other.id(), NOON.plusSeconds(3)));
  }

  @Test
  void aDeliveredDeliveryIsOver() {
    Endpoint endpoint = storedEndpoint();
    Ready held = held(endpoint);

    assertThat(settle(held, answered(204), new NextStep.Delivered())).isTrue();

    assertThat(releaseHeld(NOON)).isZero();
    assertThat(nextDues()).isEmpty();
    assertThat(harness().attempts(held.delivery().id())).containsExactly(1);
  }

  @Test
  void aRetryWaitsForItsTimeAndCountsItsAttempts() {
    Endpoint endpoint = storedEndpoint();
    Ready held = held(endpoint);
    Instant at = NOON.plusSeconds(5);

    assertThat(settle(held, answered(503), new NextStep.RetryAt(at))).isTrue();

    assertThat(nextDue(endpoint)).isEqualTo(at);
    Ready again = claimOne(endpoint, at);
    Delivery first = held.delivery();
    assertThat(again.delivery()).isEqualTo(first.dueAgain(1, at));
    assertThat(again.event()).isEqualTo(held.event());
  }

  @Test
  void anAttemptIsSettledOnce() {
    Ready held = held(storedEndpoint());
    settle(held, answered(200), new NextStep.Delivered());

    assertThat(settle(held, answered(200), new NextStep.Delivered())).isFalse();

    assertThat(harness().attempts(held.delivery().id())).containsExactly(1);
  }

  @Test
  void theAnswerToAnEarlierAttemptIsRefused() {
    Endpoint endpoint = storedEndpoint();
    Ready first = held(endpoint);
    settle(first, answered(500), new NextStep.RetryAt(NOON));
    Ready second = claimOne(endpoint, NOON);

    assertThat(settle(first, answered(200), new NextStep.Delivered())).isFalse();

    assertThat(settle(second, answered(200), new NextStep.Delivered())).isTrue();
    assertThat(harness().attempts(first.delivery().id())).containsExactly(1, 2);
  }

  @Test
  void theAnswerToALaterAttemptIsRefused() {
    Ready held = held(storedEndpoint());

    boolean settled =
        settle(new Settlement(held, 2, NOON, sent(answered(200)), new NextStep.Delivered()));

    assertThat(settled).isFalse();
    assertThat(harness().attempts(held.delivery().id())).isEmpty();
    assertThat(releaseHeld(NOON)).isEqualTo(1);
  }

  @Test
  void onlyWhoHoldsADeliverySettlesIt() {
    Endpoint endpoint = storedEndpoint();
    Ready waiting = waiting(endpoint, NOON);

    assertThat(settle(waiting, answered(200), new NextStep.Delivered())).isFalse();

    assertThat(claim(endpoint, NOON, 10)).containsExactly(waiting);
  }

  @Test
  void aSettlementThatIsRolledBackLeavesTheDeliveryHeld() {
    Ready held = held(storedEndpoint());
    Settlement settlement =
        new Settlement(held, 1, NOON, sent(answered(200)), new NextStep.Delivered());

    assertThatThrownBy(
            () ->
                store()
                    .write(
                        tx -> {
                          tx.settle(settlement);
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");

    assertThat(harness().attempts(held.delivery().id())).isEmpty();
    assertThat(settle(settlement)).isTrue();
  }

  static Stream<Arguments> everyWayToEnd() {
    NextStep exhausted = new NextStep.GiveUp(NextStep.Reason.EXHAUSTED);
    NextStep refused = new NextStep.GiveUp(NextStep.Reason.REFUSED);
    NextStep retry = new NextStep.RetryAt(NOON);
    Stream<Arguments> answers =
        Stream.of(
            Arguments.of(answered(299), new NextStep.Delivered()),
            Arguments.of(answered(302), retry),
            Arguments.of(answered(410), refused),
            Arguments.of(answered(500), exhausted),
            Arguments.of(new Outcome.Blocked("10.0.0.1 is not allowed"), retry),
            Arguments.of(new Outcome.NotComposed("no key"), exhausted));
    Stream<Arguments> phases =
        Stream.of(Outcome.Phase.values())
            .map(phase -> Arguments.of(new Outcome.TimedOut(phase), retry));
    Stream<Arguments> faults =
        Stream.of(Outcome.Fault.values())
            .map(fault -> Arguments.of(new Outcome.Unreachable(fault, "x".repeat(9_000)), retry));
    return Stream.of(answers, phases, faults).flatMap(all -> all);
  }

  @ParameterizedTest
  @MethodSource("everyWayToEnd")
  void everyOutcomeCanBeSettled(Outcome outcome, NextStep next) {
    Endpoint endpoint = storedEndpoint();
    Ready held = held(endpoint);

    assertThat(settle(held, outcome, next)).isTrue();

    assertThat(harness().attempts(held.delivery().id())).containsExactly(1);
    assertThat(claim(endpoint, NOON, 10)).hasSize(next instanceof NextStep.RetryAt ? 1 : 0);
  }

  @Test
  void whatWasHeldBeforeACrashIsDueAgain() {
    Endpoint endpoint = storedEndpoint();
    Ready retried = held(endpoint);
    settle(retried, answered(500), new NextStep.RetryAt(NOON));
    claimOne(endpoint, NOON);
    held(endpoint);
    harness().reopen();
    Instant start = NOON.plusSeconds(9);

    assertThat(releaseHeld(start)).isEqualTo(2);

    assertThat(releaseHeld(start)).isZero();
    assertThat(nextDues()).isEqualTo(Map.of(endpoint.id(), start));
    assertThat(claim(endpoint, start, 10))
        .extracting(ready -> ready.delivery().attemptsMade())
        .containsExactly(1, 0);
  }

  @Test
  void whatIsReleasedWaits() {
    Endpoint endpoint = storedEndpoint();
    Ready released = held(endpoint);
    Ready kept = held(endpoint);
    Instant at = NOON.plusSeconds(7);

    release(List.of(released.delivery().dueAgain(0, at)));

    assertThat(nextDue(endpoint)).isEqualTo(at);
    assertThat(settle(released, answered(200), new NextStep.Delivered())).isFalse();
    assertThat(settle(kept, answered(200), new NextStep.Delivered())).isTrue();
    assertThat(claimOne(endpoint, at).delivery()).isEqualTo(released.delivery().dueAgain(0, at));
  }

  @Test
  void whatIsReleasedKeepsItsPlace() {
    Endpoint endpoint = storedEndpoint();
    Ready first = stored(fresh(endpoint, NOON.minusSeconds(3)), true);
    Ready second = stored(fresh(endpoint, NOON.minusSeconds(2)), false);
    Ready third = stored(fresh(endpoint, NOON.minusSeconds(1)), true);

    release(List.of(third.delivery(), first.delivery()));

    assertThat(claim(endpoint, NOON, 10)).containsExactly(first, second, third);
  }

  @Test
  void whatIsNoLongerHeldIsNotReleased() {
    Endpoint endpoint = storedEndpoint();
    Ready over = held(endpoint);
    settle(over, answered(200), new NextStep.Delivered());
    Ready waiting = waiting(endpoint, NOON);

    Instant at = NOON.plusSeconds(7);

    release(List.of(over.delivery().dueAgain(1, at), waiting.delivery().dueAgain(0, at)));

    assertThat(claim(endpoint, NOON, 10)).containsExactly(waiting);
  }

  private void release(List<Delivery> deliveries) {
    store()
        .write(
            tx -> {
              tx.release(deliveries);
              return true;
            });
  }

  @Test
  void waitingSurvivesAReopening() {
    Endpoint endpoint = storedEndpoint();
    Ready waiting = waiting(endpoint, NOON);
    harness().reopen();

    assertThat(claim(endpoint, NOON, 10)).containsExactly(waiting);
  }

  @Test
  void aPayloadIsKeptByteForByte() {
    Endpoint endpoint = storedEndpoint();
    byte[] everyByte = new byte[256];
    for (int i = 0; i < everyByte.length; i++) {
      everyByte[i] = (byte) i;
    }
    for (byte[] bytes : List.of(new byte[0], everyByte, new byte[1 << 20])) {
      Event event = event(new Payload("application/octet-stream", bytes));
      Ready ready = stored(fresh(endpoint, event, NOON), false);

      assertThat(claimOne(endpoint, NOON)).isEqualTo(ready);
    }
  }
}
