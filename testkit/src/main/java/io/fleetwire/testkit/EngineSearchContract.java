package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.AttemptBrief;
import io.fleetwire.engine.Backlog;
import io.fleetwire.engine.DeliveryCount;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryPage;
import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.LogCursor;
import io.fleetwire.engine.NewDelivery;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.Replay;
import io.fleetwire.engine.ReplayId;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TypePattern;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Looking for deliveries, newest first and page by page, and the replays that do so.
public abstract non-sealed class EngineSearchContract extends EngineStoreContract {
  private static final DeliveryQuery ALL = DeliveryQuery.of(ACME);

  @Test
  void pagesTellEverythingOnceNewestFirst() {
    List<DeliveryId> made = new ArrayList<>();
    List<Endpoint> endpoints = List.of(storedEndpoint(), storedEndpoint(), storedEndpoint());
    for (int i = 0; i < 30; i++) {
      made.add(held(endpoints.get(i * i % 3)).delivery().id());
    }

    assertThat(idsOf(read(ALL, 7))).containsExactlyElementsOf(made.reversed());
    assertThat(idsOf(read(ALL, 1))).containsExactlyElementsOf(made.reversed());
    assertThat(idsOf(read(ALL, 200))).containsExactlyElementsOf(made.reversed());
  }

  @Test
  void whatIsMadeMeanwhileDoesNotMoveThePages() {
    Endpoint endpoint = storedEndpoint();
    Ready first = held(endpoint);
    Ready second = held(endpoint);

    DeliveryPage page = store().log().list(ALL, LogCursor.START, 1);
    held(endpoint);
    held(storedEndpoint());

    assertThat(idsOf(page.entries())).containsExactly(second.delivery().id());
    DeliveryPage next = store().log().list(ALL, page.next(), 1);
    assertThat(idsOf(next.entries())).containsExactly(first.delivery().id());
  }

  @Test
  void onlyOnesOwnAreShown() {
    Endpoint endpoint = storedEndpoint();
    held(endpoint);
    DeliveryQuery others = DeliveryQuery.of(new OrganizationId(8));

    assertThat(read(others, 10)).isEmpty();
    assertThat(read(others.to(Set.of(endpoint.id())), 10)).isEmpty();
  }

  @Test
  void removedEndpointsKeepTheirLog() {
    Endpoint endpoint = storedEndpoint();
    Ready held = held(endpoint);
    remove(endpoint);

    assertThat(idsOf(read(ALL, 10))).containsExactly(held.delivery().id());
  }

  @Test
  void eachConditionNarrows() {
    Endpoint endpoint = storedEndpoint();
    Ready plain = held(endpoint);
    Ready other = held(storedEndpoint());
    Ready arrived = stored(fresh(endpoint, event("arrived", "s3"), NOON), true);
    Ready typed = stored(fresh(endpoint, event("device.x", "s1"), NOON), true);
    Ready failed = stored(fresh(endpoint, event("device.y", "s2"), NOON), true);
    settle(failed, answered(500), new NextStep.GiveUp(NextStep.Reason.EXHAUSTED));
    settle(arrived, answered(200), new NextStep.Delivered());

    assertThat(found(ALL.to(Set.of(other.delivery().endpoint())))).containsExactly(idOf(other));
    assertThat(found(ALL.ofTypes(Set.of(new TypePattern("device.*")))))
        .containsExactly(idOf(failed), idOf(typed));
    assertThat(found(ALL.ofTypes(Set.of(new TypePattern("device.x")))))
        .containsExactly(idOf(typed));
    assertThat(found(ALL.ofTypes(Set.of(new TypePattern("device.y"), new TypePattern("device.z")))))
        .containsExactly(idOf(failed));
    assertThat(found(ALL.ofTypes(Set.of(new TypePattern("*"), new TypePattern("device.z")))))
        .containsExactly(idOf(failed), idOf(typed), idOf(arrived), idOf(other), idOf(plain));
    assertThat(found(ALL.about(Set.of(plain.event().subject()))))
        .containsExactly(idOf(other), idOf(plain));
    assertThat(found(ALL.in(Set.of(DeliveryState.EXHAUSTED)))).containsExactly(idOf(failed));
    assertThat(found(ALL.in(Set.of(DeliveryState.DELIVERED)))).containsExactly(idOf(arrived));
    assertThat(found(ALL.in(Set.of(DeliveryState.DELIVERED, DeliveryState.EXHAUSTED))))
        .containsExactly(idOf(failed), idOf(arrived));
    assertThat(
            found(
                ALL.to(Set.of(endpoint.id()))
                    .in(Set.of(DeliveryState.PENDING))
                    .about(Set.of(new Subject("s1"), new Subject("s2")))))
        .containsExactly(idOf(typed));
  }

  @Test
  void aTimeIsWhenTheDeliveryWasMade() {
    Endpoint endpoint = storedEndpoint();
    List<Ready> hourly = new ArrayList<>();
    for (int hour = 0; hour < 5; hour++) {
      hourly.add(stored(madeAt(endpoint, NOON.plusSeconds(3_600 * (hour + 1L))), true));
    }

    Instant from = NOON.plusSeconds(2 * 3_600);
    Instant until = NOON.plusSeconds(4 * 3_600);

    assertThat(found(ALL.between(from, until)))
        .containsExactly(idOf(hourly.get(2)), idOf(hourly.get(1)));
    assertThat(found(ALL.between(from, DeliveryQuery.END))).hasSize(4);
    assertThat(found(ALL.between(DeliveryQuery.BEGINNING, from)))
        .containsExactly(idOf(hourly.getFirst()));
    assertThat(found(ALL.between(until, from))).isEmpty();
  }

  private Fresh madeAt(Endpoint endpoint, Instant at) {
    Event any = event();
    Event event = new Event(new EventId(Ids.floorOf(at)), any.facts(), at);
    Fresh fresh = fresh(endpoint, event, at);
    return new Fresh(
        new NewDelivery(
            new DeliveryId(Ids.floorOf(at) + 1),
            endpoint.id(),
            event.head(),
            fresh.delivery().ordering(),
            fresh.delivery().origin(),
            at),
        event);
  }

  @Test
  void aCountSaysWhetherItIsComplete() {
    Endpoint endpoint = storedEndpoint();
    for (int i = 0; i < 5; i++) {
      held(endpoint);
    }

    assertThat(store().log().count(ALL, 10)).isEqualTo(new DeliveryCount(5, true));
    assertThat(store().log().count(ALL, 5)).isEqualTo(new DeliveryCount(5, true));
    assertThat(store().log().count(ALL, 3)).isEqualTo(new DeliveryCount(3, false));
  }

  @Test
  void aBacklogIsWhatIsOutstandingWhereverItIs() {
    Endpoint idle = storedEndpoint();
    Endpoint busy = ordered(endpoint(), Ordering.BY_SUBJECT);
    put(busy);
    Endpoint other = storedEndpoint();
    Ready oldest = waiting(busy, NOON.plusSeconds(900));
    waiting(busy, NOON);
    Ready waiting = held(other);
    settle(held(other), answered(200), new NextStep.Delivered());

    Map<EndpointId, Backlog> backlogs =
        store().log().backlogs(Set.of(idle.id(), busy.id(), other.id()), 10);

    assertThat(backlogs)
        .containsOnly(
            Map.entry(busy.id(), new Backlog(2, Ids.timeOf(idOf(oldest).value()))),
            Map.entry(other.id(), new Backlog(1, Ids.timeOf(idOf(waiting).value()))));
    assertThat(store().log().backlogs(Set.of(busy.id()), 1))
        .containsEntry(busy.id(), new Backlog(1, Ids.timeOf(idOf(oldest).value())));
    assertThat(store().log().backlogs(Set.of(), 1)).isEmpty();
  }

  @Test
  void theOldestOfABacklogMayWaitLongest() {
    Endpoint endpoint = storedEndpoint();
    Ready oldest = stored(madeAt(endpoint, NOON), false);
    for (int i = 1; i <= 3; i++) {
      stored(madeAt(endpoint, NOON.plusSeconds(i)), false);
    }
    Ready claimed = claim(endpoint, NOON, 1).getFirst();
    assertThat(idOf(claimed)).isEqualTo(idOf(oldest));
    settle(claimed, answered(500), new NextStep.RetryAt(NOON.plusSeconds(86_400)));

    assertThat(store().log().backlogs(Set.of(endpoint.id()), 9))
        .containsOnly(Map.entry(endpoint.id(), new Backlog(4, NOON)));
  }

  @Test
  void theNewestAttemptsAreToldInBrief() {
    Endpoint endpoint = storedEndpoint();
    settle(held(endpoint), answered(200), new NextStep.Delivered());
    settle(
        held(endpoint),
        new Outcome.TimedOut(Outcome.Phase.TOTAL),
        new NextStep.RetryAt(NOON.plusSeconds(1)));
    held(endpoint);

    assertThat(store().log().newestAttempts(endpoint.id()))
        .containsExactlyInAnyOrder(
            new AttemptBrief(NOON, Duration.ofMillis(7), true, true),
            new AttemptBrief(NOON, Duration.ofMillis(7), false, false));
    assertThat(store().log().newestAttempts(storedEndpoint().id())).isEmpty();
  }

  @Test
  void aReplayIsReadAsItWasWritten() {
    Replay replay = replay(newId(), storedEndpoint().id());

    put(replay);
    harness().reopen();

    assertThat(find(replay)).contains(replay);
    assertThat(running()).containsExactly(replay);
    assertThat(store().highestId()).isGreaterThanOrEqualTo(replay.id().value());
  }

  @Test
  void onlyReplaysThatRunAreRunning() {
    EndpointId endpoint = storedEndpoint().id();
    Replay first = replay(newId(), endpoint);
    Replay second = replay(newId(), endpoint);
    put(second);
    put(first);
    assertThat(running()).containsExactly(first, second);
    Replay.Progress over =
        new Replay.Progress(Replay.State.FINISHED, 9, 9, 8, 7, NOON.plusSeconds(60));

    put(first.with(over));

    assertThat(running()).containsExactly(second);
    assertThat(find(first)).contains(first.with(over));
    assertThat(store().log().listReplays(ACME, ReplayId.LAST, 10))
        .containsExactly(second, first.with(over));
    assertThat(store().log().listReplays(ACME, second.id(), 10)).containsExactly(first.with(over));
    assertThat(store().log().listReplays(new OrganizationId(8), ReplayId.LAST, 10)).isEmpty();
    assertThat(store().log().findReplay(ACME, first.id())).contains(first.with(over));
    assertThat(store().log().findReplay(new OrganizationId(8), first.id())).isEmpty();
    assertThat(store().log().findReplay(ACME, new ReplayId(second.id().value() + 1))).isEmpty();
  }

  @Test
  void aReplayThatIsRolledBackWasNever() {
    Replay replay = replay(newId(), storedEndpoint().id());

    assertThatThrownBy(
            () ->
                store()
                    .write(
                        tx -> {
                          tx.replays().put(replay);
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");

    assertThat(find(replay)).isEmpty();
  }

  private Optional<Replay> find(Replay replay) {
    return store().write(tx -> tx.replays().find(replay.id()));
  }

  private List<Replay> running() {
    return store().write(tx -> tx.replays().running(10));
  }

  private void put(Replay replay) {
    store()
        .write(
            tx -> {
              tx.replays().put(replay);
              return true;
            });
  }

  private static Replay replay(long id, EndpointId endpoint) {
    DeliveryQuery query =
        ALL.to(Set.of(endpoint))
            .ofTypes(Set.of(new TypePattern("a.*"), new TypePattern("b\nc")))
            .about(Set.of(new Subject("1:x"), new Subject("\n\u4e2d"), new Subject("s")))
            .in(Set.of(DeliveryState.EXHAUSTED, DeliveryState.REFUSED))
            .between(NOON.minusSeconds(60), DeliveryQuery.END);
    return new Replay(
        new ReplayId(id),
        endpoint,
        query,
        50,
        NOON,
        new Replay.Progress(Replay.State.RUNNING, 3, 9, 3, 2, NOON.plusSeconds(1)));
  }

  private List<DeliveryId> found(DeliveryQuery query) {
    return idsOf(read(query, 3));
  }

  private static DeliveryId idOf(Ready ready) {
    return ready.delivery().id();
  }

  private static List<DeliveryId> idsOf(List<DeliveryEntry> entries) {
    return entries.stream().map(DeliveryEntry::id).toList();
  }

  /// Turns all pages.
  private List<DeliveryEntry> read(DeliveryQuery query, int limit) {
    List<DeliveryEntry> all = new ArrayList<>();
    LogCursor cursor = LogCursor.START;
    while (!cursor.isEnd()) {
      DeliveryPage page = store().log().list(query, cursor, limit);
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
      all.addAll(page.entries());
      cursor = page.next();
    }
    assertThat(all)
        .isSortedAccordingTo(
            Comparator.comparingLong((DeliveryEntry entry) -> entry.id().value()).reversed());
    return all;
  }
}
