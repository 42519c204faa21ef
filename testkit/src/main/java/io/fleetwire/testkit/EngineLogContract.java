package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.AttemptEntry;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryLog;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointSummary;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.FeedItem;
import io.fleetwire.engine.FeedPage;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.Origin;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The log: every delivery has its place, and the log says what has become of it. {@link
/// EngineSearchContract} looks for many.
public abstract non-sealed class EngineLogContract extends EngineStoreContract {
  private static final NextStep DELIVERED = new NextStep.Delivered();
  private static final NextStep RETRY = new NextStep.RetryAt(NOON.plusSeconds(9));

  private DeliveryLog log() {
    return store().log();
  }

  private DeliveryState stateOf(Ready ready) {
    return entryOf(ready).state();
  }

  private DeliveryEntry entryOf(Ready ready) {
    return log().find(ready.delivery().id()).orElseThrow();
  }

  @Test
  void eachEndpointCountsItsDeliveriesWithoutAGap() {
    Endpoint endpoint = storedEndpoint();
    Endpoint other = storedEndpoint();

    assertThat(held(endpoint).delivery().sequence()).isEqualTo(1);
    assertThat(waiting(endpoint, NOON).delivery().sequence()).isEqualTo(2);
    assertThat(held(other).delivery().sequence()).isEqualTo(1);
    assertThat(held(endpoint).delivery().sequence()).isEqualTo(3);
    assertThat(log().lastSequence(endpoint.id())).isEqualTo(3);
    assertThat(store().<Long>write(tx -> tx.lastSequence(other.id()))).isEqualTo(1);
  }

  @Test
  void whatIsRolledBackTakesNoPlace() {
    Endpoint endpoint = storedEndpoint();
    held(endpoint);

    assertThatThrownBy(
            () ->
                store()
                    .write(
                        tx -> {
                          fresh(endpoint, NOON).putInto(tx, true);
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");

    assertThat(log().lastSequence(endpoint.id())).isEqualTo(1);
    assertThat(held(endpoint).delivery().sequence()).isEqualTo(2);
  }

  @Test
  void countingGoesOnAfterAReopening() {
    Endpoint endpoint = storedEndpoint();
    held(endpoint);
    Ready waiting = waiting(endpoint, NOON);
    harness().reopen();

    assertThat(claim(endpoint, NOON, 10)).containsExactly(waiting);
    assertThat(held(endpoint).delivery().sequence()).isEqualTo(3);
  }

  @Test
  void aDeliveryKeepsItsPlaceThroughRetriesAndReleases() {
    Endpoint endpoint = storedEndpoint();
    held(endpoint);
    Ready second = held(endpoint);
    settle(second, answered(500), RETRY);
    releaseHeld(NOON);

    assertThat(claim(endpoint, NOON.plusSeconds(9), 10))
        .extracting(ready -> ready.delivery().sequence())
        .containsExactly(1L, 2L);
  }

  @Test
  void anEntryTellsOfItsDeliveryAndItsEvent() {
    Endpoint endpoint = storedEndpoint();
    held(endpoint);
    Ready held = held(endpoint);
    settle(held, answered(500), RETRY);

    assertThat(log().find(held.delivery().id()))
        .contains(
            new DeliveryEntry(
                held.delivery().id(),
                endpoint.id(),
                2,
                Origin.EVENT,
                DeliveryState.PENDING,
                1,
                held.event().head()));
    assertThat(log().findEvent(held.event().id())).contains(held.event());
    assertThat(log().find(new DeliveryId(newId()))).isEmpty();
  }

  @Test
  void aUnitFindsWhatItHasWritten() {
    Endpoint endpoint = storedEndpoint();
    Fresh fresh = fresh(endpoint, NOON);

    Optional<DeliveryEntry> found =
        store()
            .write(
                tx -> {
                  fresh.putInto(tx, true);
                  return tx.find(fresh.delivery().id());
                });

    assertThat(found.map(DeliveryEntry::sequence)).contains(1L);
  }

  @Test
  void whatIsOutstandingIsPendingWhereverItStands() {
    Endpoint endpoint = put(Ordering.BY_SUBJECT);

    Ready held = held(endpoint);
    Ready behind = held(endpoint);
    Ready waiting = waiting(storedEndpoint(), NOON);

    assertThat(Stream.of(held, behind, waiting).map(this::stateOf))
        .containsOnly(DeliveryState.PENDING);
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        Arguments.of(200, DELIVERED, DeliveryState.DELIVERED),
        Arguments.of(500, RETRY, DeliveryState.PENDING),
        Arguments.of(500, giveUp(NextStep.Reason.EXHAUSTED), DeliveryState.EXHAUSTED),
        Arguments.of(404, giveUp(NextStep.Reason.REFUSED), DeliveryState.REFUSED));
  }

  private static NextStep giveUp(NextStep.Reason reason) {
    return new NextStep.GiveUp(reason);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void theLastAttemptSaysHowADeliveryEnded(int status, NextStep next, DeliveryState state) {
    Ready held = held(storedEndpoint());

    settle(held, answered(status), next);

    assertThat(stateOf(held)).isEqualTo(state);
  }

  @Test
  void whatARemovedEndpointLeavesIsCancelled() {
    Endpoint endpoint = put(Ordering.BY_SUBJECT);
    Ready held = held(endpoint);
    Ready behind = held(endpoint);
    Endpoint other = storedEndpoint();
    Ready waiting = waiting(other, NOON);
    Ready tried = held(other);
    settle(tried, answered(500), RETRY);
    Ready delivered = held(other);
    settle(delivered, answered(200), DELIVERED);

    remove(endpoint);
    remove(other);
    harness().reopen();

    assertThat(Stream.of(held, behind, waiting, tried).map(this::stateOf))
        .containsOnly(DeliveryState.CANCELLED);
    assertThat(stateOf(delivered)).isEqualTo(DeliveryState.DELIVERED);
    assertThat(log().countOutstanding(other.id(), 10)).isZero();
  }

  @Test
  void attemptsAreKeptInTheirOrderAndInFull() {
    Endpoint endpoint = storedEndpoint();
    Ready held = held(endpoint);
    Outcome timedOut = new Outcome.TimedOut(Outcome.Phase.FIRST_BYTE);
    settle(held, timedOut, RETRY);
    Ready again = claimOne(endpoint, NOON.plusSeconds(9));
    settle(again, answered(200), DELIVERED);

    assertThat(log().attempts(held.delivery().id()))
        .containsExactly(
            new AttemptEntry(1, NOON, sent(timedOut), RETRY),
            new AttemptEntry(2, NOON, sent(answered(200)), DELIVERED));
  }

  static Stream<Outcome> failures() {
    return Stream.of(
        new Outcome.Unreachable(Outcome.Fault.NAME_NOT_FOUND, "no such name"),
        new Outcome.Blocked("10.0.0.1 is private"),
        new Outcome.NotComposed("no key"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyKindOfFailureIsReadAsItWasWritten(Outcome failure) {
    Ready held = held(storedEndpoint());

    settle(held, failure, RETRY);

    assertThat(log().attempts(held.delivery().id()).getFirst().sent()).isEqualTo(sent(failure));
  }

  @Test
  void aFeedTellsEverythingOnceInOrder() {
    Endpoint endpoint = storedEndpoint();
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      held(storedEndpoint());
      events.add(held(endpoint).event());
    }

    List<FeedItem> read = readFeed(endpoint, 3);

    assertThat(read).extracting(FeedItem::event).containsExactlyElementsOf(events);
    assertThat(read)
        .extracting(FeedItem::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 7).boxed().toList());
    assertThat(read).allMatch(item -> item.state() == DeliveryState.PENDING);
  }

  @Test
  void aFeedOfLargePayloadsTellsEverythingToo() {
    Endpoint endpoint = storedEndpoint();
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Event event = event(new Payload("application/octet-stream", new byte[1 << 20]));
      events.add(stored(fresh(endpoint, event, NOON), true).event());
    }

    assertThat(readFeed(endpoint, 100))
        .extracting(FeedItem::event)
        .containsExactlyElementsOf(events);
  }

  private List<FeedItem> readFeed(Endpoint endpoint, int limit) {
    List<FeedItem> read = new ArrayList<>();
    FeedPage page = log().feed(endpoint.id(), 0, limit);
    while (page.hasMore()) {
      assertThat(page.items()).isNotEmpty().hasSizeLessThanOrEqualTo(limit);
      read.addAll(page.items());
      page = log().feed(endpoint.id(), page.last(), limit);
    }
    read.addAll(page.items());
    return read;
  }

  @Test
  void anEmptyFeedKeepsItsPlace() {
    Endpoint endpoint = storedEndpoint();
    held(endpoint);

    assertThat(log().feed(endpoint.id(), 1, 10)).isEqualTo(new FeedPage(List.of(), 1, false));
  }

  @Test
  void aPartOfAnEndpointsLogIsRead() {
    Endpoint endpoint = storedEndpoint();
    for (int i = 0; i < 6; i++) {
      held(endpoint);
    }

    assertThat(sequences(log().listAfter(endpoint.id(), 1, 4, 10))).containsExactly(2L, 3L, 4L);
    assertThat(sequences(log().listAfter(endpoint.id(), 0, 9, 2))).containsExactly(1L, 2L);
    assertThat(log().listAfter(endpoint.id(), 4, 4, 10)).isEmpty();
  }

  private static List<Long> sequences(List<DeliveryEntry> entries) {
    return entries.stream().map(DeliveryEntry::sequence).toList();
  }

  @Test
  void outstandingDeliveriesAreCountedUpToALimit() {
    Endpoint endpoint = put(Ordering.BY_SUBJECT);
    held(endpoint);
    held(endpoint);
    held(endpoint);
    waiting(storedEndpoint(), NOON);

    assertThat(log().countOutstanding(endpoint.id(), 10)).isEqualTo(3);
    assertThat(log().countOutstanding(endpoint.id(), 2)).isEqualTo(2);
  }

  @Test
  void aSummaryTellsHowAnEndpointIsDoing() {
    Endpoint endpoint = storedEndpoint();
    assertThat(log().summary(endpoint.id())).isEqualTo(EndpointSummary.NOTHING);
    Ready first = held(endpoint);
    Ready failing = held(endpoint);
    settleAt(first, NOON.plusSeconds(1), 200, DELIVERED);
    settleAt(failing, NOON.plusSeconds(2), 500, RETRY);
    waiting(endpoint, NOON);

    EndpointSummary summary = log().summary(endpoint.id());

    assertThat(summary.outstanding()).isEqualTo(2);
    assertThat(summary.findLastSuccess()).contains(NOON.plusSeconds(1));
    assertThat(summary.findLastFailure()).contains(NOON.plusSeconds(2));
    assertThat(summary.findOldestOutstanding().orElseThrow())
        .isBetween(NOON, NOON.plus(Duration.ofSeconds(1)));
  }

  private void settleAt(Ready ready, Instant at, int status, NextStep next) {
    settle(new Settlement(ready, 1, at, sent(answered(status)), next));
  }

  private Endpoint put(Ordering ordering) {
    Endpoint endpoint = ordered(endpoint(), ordering);
    put(endpoint);
    return endpoint;
  }
}
