package io.fleetwire.testkit;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.ClaimOrder;
import io.fleetwire.engine.Claimed;
import io.fleetwire.engine.Condition;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.Lanes;
import io.fleetwire.engine.NewDelivery;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Operator;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Origin;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Settlement;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.Target;
import io.fleetwire.engine.Timeline;
import io.fleetwire.engine.TraceId;
import io.fleetwire.engine.TypePattern;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// What the contract suites of {@link EngineStore} have in common: a store, and things to put into
/// it. A driver extends each suite and says how it is opened.
public abstract sealed class EngineStoreContract
    permits EngineClaimContract,
        EngineCommitContract,
        EngineEndpointContract,
        EngineKeepingContract,
        EngineLatestContract,
        EngineLogContract,
        EngineOrderContract,
        EngineQueueContract,
        EngineSearchContract {
  static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  static final OrganizationId ACME = new OrganizationId(7);
  static final EventType UPLOADED = new EventType("DEVICE_UPLOADED");

  private final AtomicLong ids = new AtomicLong(Ids.floorOf(NOON));
  private @Nullable EngineStoreHarness harness;

  /// Opens an empty store that may use `folder`.
  protected abstract EngineStoreHarness open(Path folder);

  @BeforeEach
  final void openStore(@TempDir Path folder) {
    harness = open(folder);
  }

  @AfterEach
  final void closeStore() {
    harness().close();
  }

  final EngineStoreHarness harness() {
    if (harness == null) {
      throw new AssertionError("the store is open during a test");
    }
    return harness;
  }

  final EngineStore store() {
    return harness().store();
  }

  final long newId() {
    return ids.incrementAndGet();
  }

  final Endpoint endpoint() {
    return endpoint(new EndpointId(newId()), "a");
  }

  static Endpoint endpoint(EndpointId id, String reference) {
    return new Endpoint(
        id,
        ACME,
        new Target("plain", reference, URI.create("https://receiver.example/hook?a=%20b")),
        filter(),
        new DeliveryPlan(
            new RetryPlan(
                List.of(Duration.ZERO, Duration.ofMillis(1500)),
                0.25,
                RetryPlan.ClientErrors.GIVE_UP),
            new Budgets(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4), 10),
            5,
            Ordering.UNORDERED,
            12.345));
  }

  private static EventFilter filter() {
    return new EventFilter(
        Set.of(TypePattern.of(UPLOADED), new TypePattern("device.*"), new TypePattern("*")),
        List.of(
            new Condition("subject", new Operator.StartsWith("device")),
            new Condition("color", new Operator.NoneOf(Set.of("red", "it's \u4e2d"))),
            new Condition("type", new Operator.AnyOf(Set.of(UPLOADED.name(), "other"))),
            new Condition("gone", new Operator.Exists(false)),
            new Condition("none", new Operator.NoneOf(Set.of("1"))),
            new Condition("none", new Operator.Exists(false))));
  }

  /// The endpoint with another ordering.
  static Endpoint ordered(Endpoint endpoint, Ordering ordering) {
    DeliveryPlan plan = endpoint.plan();
    return new Endpoint(
        endpoint.id(),
        endpoint.organization(),
        endpoint.target(),
        endpoint.filter(),
        new DeliveryPlan(plan.retries(), plan.budgets(), plan.concurrencyMax(), ordering, 0));
  }

  /// An endpoint that the store has.
  final Endpoint storedEndpoint() {
    Endpoint endpoint = endpoint();
    put(endpoint);
    return endpoint;
  }

  final void put(Endpoint endpoint) {
    store()
        .write(
            tx -> {
              tx.putEndpoint(endpoint);
              return true;
            });
  }

  final void remove(Endpoint endpoint) {
    store()
        .write(
            tx -> {
              tx.removeEndpoint(endpoint.id());
              return true;
            });
  }

  final Event event() {
    return event(new Payload("application/json", "{\"n\":1}".getBytes(StandardCharsets.UTF_8)));
  }

  final Event event(Payload payload) {
    NewEvent facts =
        new NewEvent(
            ACME,
            UPLOADED,
            new Subject("device \u00e9\u4e2d\ud83d\ude00"),
            new TraceId("trace-1"),
            NOON.minusSeconds(3),
            payload);
    return new Event(new EventId(newId()), facts, NOON);
  }

  final Event event(String type, String subject) {
    Event any = event();
    NewEvent facts =
        new NewEvent(
            any.organization(),
            new EventType(type),
            new Subject(subject),
            any.trace(),
            any.facts().occurredAt(),
            any.payload());
    return new Event(any.id(), facts, NOON);
  }

  final Fresh fresh(Endpoint endpoint, Instant dueAt) {
    return fresh(endpoint, event(), dueAt);
  }

  /// A delivery of a new event.
  final Fresh fresh(Endpoint endpoint, Event event, Instant dueAt) {
    NewDelivery delivery =
        new NewDelivery(
            new DeliveryId(newId()),
            endpoint.id(),
            event.head(),
            endpoint.plan().ordering(),
            Origin.EVENT,
            dueAt);
    return new Fresh(delivery, event);
  }

  /// A delivery that the store has, and somebody holds.
  final Ready held(Endpoint endpoint) {
    return stored(fresh(endpoint, NOON), true);
  }

  /// A delivery that the store has, and that waits until `dueAt`.
  final Ready waiting(Endpoint endpoint, Instant dueAt) {
    return stored(fresh(endpoint, dueAt), false);
  }

  final Ready stored(Fresh fresh, boolean held) {
    return fresh.with(store().write(tx -> fresh.putInto(tx, held)).delivery());
  }

  final List<Ready> claim(Endpoint endpoint, Instant now, int limit) {
    return claimFrom(endpoint, now, limit).deliveries();
  }

  /// Claims of one endpoint, and says what comes next.
  final Claimed claimFrom(Endpoint endpoint, Instant now, int limit) {
    return store()
        .write(tx -> tx.claim(List.of(new ClaimOrder(endpoint.id(), limit)), now))
        .getFirst();
  }

  /// Claims what `ready` names, and nothing else.
  final Ready claimOne(Endpoint endpoint, Instant now) {
    List<Ready> claimed = claim(endpoint, now, 10);
    if (claimed.size() != 1) {
      throw new AssertionError("one delivery was to be claimed, not " + claimed);
    }
    return claimed.getFirst();
  }

  /// {@link Instant#MAX} when nothing waits.
  final Instant nextDue(Endpoint endpoint) {
    return nextDues().getOrDefault(endpoint.id(), Instant.MAX);
  }

  final Map<EndpointId, Instant> nextDues() {
    return store().nextDues();
  }

  final int releaseHeld(Instant dueAt) {
    return store().write(tx -> tx.releaseHeld(Lanes.ALL, dueAt));
  }

  final boolean settle(Ready ready, Outcome outcome, NextStep next) {
    return settle(new Settlement(ready, ready.delivery().nextAttempt(), NOON, sent(outcome), next));
  }

  final boolean settle(Settlement settlement) {
    return store().write(tx -> tx.settle(settlement)).accepted();
  }

  static Sent sent(Outcome outcome) {
    Timeline timeline =
        new Timeline(
            Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3), Duration.ofMillis(7));
    return new Sent(outcome, timeline);
  }

  static Outcome answered(int status) {
    return new Outcome.Answered(
        status,
        List.of(new Header("Content-Type", "text/plain"), new Header("Date", "today")),
        new Payload("text/plain", "ok".getBytes(StandardCharsets.UTF_8)),
        true);
  }
}
