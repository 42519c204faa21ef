package io.fleetwire.knox;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Intake;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.engine.Target;
import io.fleetwire.store.Database;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.store.WriteTx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The subscriptions of all organizations: each one a row here and an endpoint of the engine,
/// changed in one transaction. Thread-safe.
final class Subscriptions {
  /// The contract's plan (1.9): eight attempts over almost two days. A receiver that answers 4xx
  /// has decided; the vendor's own sample says 500 when a signature does not verify, so that is
  /// tried again, but not for ever. The vendor promises no order.
  static final DeliveryPlan PLAN =
      new DeliveryPlan(
          new RetryPlan(
              List.of(
                  Duration.ZERO,
                  Duration.ofMinutes(1),
                  Duration.ofMinutes(5),
                  Duration.ofMinutes(30),
                  Duration.ofHours(2),
                  Duration.ofHours(6),
                  Duration.ofHours(12),
                  Duration.ofHours(24)),
              0.2,
              RetryPlan.ClientErrors.GIVE_UP),
          new Budgets(
              Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(30), 64 * 1024),
          4,
          Ordering.UNORDERED,
          DeliveryPlan.UNLIMITED);

  private final Database database;
  private final SqlEngineStore engineStore;
  private final Intake intake;
  private final KnoxIds ids;
  private final int subscriptionsMax;

  Subscriptions(
      Database database,
      SqlEngineStore engineStore,
      Intake intake,
      KnoxIds ids,
      int subscriptionsMax) {
    this.database = database;
    this.engineStore = engineStore;
    this.intake = intake;
    this.ids = ids;
    this.subscriptionsMax = subscriptionsMax;
  }

  /// All of an organization, in the order of their creation.
  List<Subscription> list(OrganizationId organization) {
    return database.read(tx -> SubscriptionTable.list(tx, organization));
  }

  Optional<Subscription> find(OrganizationId organization, String id) {
    return KnoxIds.isObjectId(id)
        ? database.read(tx -> SubscriptionTable.find(tx, organization, id))
        : Optional.empty();
  }

  /// Which of `events` other subscriptions than `except` have.
  List<EventType> taken(OrganizationId organization, List<EventType> events, String except) {
    return database.read(tx -> taken(tx, organization, events, except));
  }

  /// Creates one, and `then` in its transaction.
  SubscriptionAnswer create(
      OrganizationId organization, SubscriptionDraft draft, Instant now, Consumer<WriteTx> then) {
    Subscription wanted =
        new Subscription(
            ids.nextObjectId(), organization, intake.newEndpointId(), draft.url(), draft.types());
    return database.write(tx -> saved(create(tx, wanted, now), tx, then));
  }

  /// Puts another one in the place of `known`, and `then` in its transaction.
  SubscriptionAnswer replace(
      Subscription known, SubscriptionDraft draft, Instant now, Consumer<WriteTx> then) {
    return database.write(tx -> saved(replace(tx, known.with(draft), now), tx, then));
  }

  private static SubscriptionAnswer saved(
      SubscriptionAnswer answer, WriteTx tx, Consumer<WriteTx> then) {
    if (answer instanceof SubscriptionAnswer.Saved) {
      then.accept(tx);
    }
    return answer;
  }

  /// False when there is none. What is outstanding for it is cancelled; `then` is in its
  /// transaction.
  boolean remove(OrganizationId organization, String id, Consumer<WriteTx> then) {
    return KnoxIds.isObjectId(id)
        && database.write(
            tx -> {
              boolean known = remove(tx, organization, id);
              if (known) {
                then.accept(tx);
              }
              return known;
            });
  }

  private SubscriptionAnswer create(WriteTx tx, Subscription wanted, Instant now) {
    if (SubscriptionTable.list(tx, wanted.organization()).size() >= subscriptionsMax) {
      return new SubscriptionAnswer.TooMany(subscriptionsMax);
    }
    List<EventType> taken = taken(tx, wanted.organization(), wanted.events(), wanted.id());
    if (!taken.isEmpty()) {
      return new SubscriptionAnswer.Taken(taken);
    }
    SubscriptionTable.add(tx, wanted, now);
    engineStore.in(tx).putEndpoint(endpoint(wanted));
    return new SubscriptionAnswer.Saved(wanted);
  }

  private SubscriptionAnswer replace(WriteTx tx, Subscription wanted, Instant now) {
    if (SubscriptionTable.find(tx, wanted.organization(), wanted.id()).isEmpty()) {
      return new SubscriptionAnswer.Unknown();
    }
    List<EventType> taken = taken(tx, wanted.organization(), wanted.events(), wanted.id());
    if (!taken.isEmpty()) {
      return new SubscriptionAnswer.Taken(taken);
    }
    SubscriptionTable.replace(tx, wanted, now);
    engineStore.in(tx).putEndpoint(endpoint(wanted));
    return new SubscriptionAnswer.Saved(wanted);
  }

  private boolean remove(WriteTx tx, OrganizationId organization, String id) {
    Optional<Subscription> known = SubscriptionTable.find(tx, organization, id);
    known.ifPresent(
        subscription -> {
          SubscriptionTable.remove(tx, subscription);
          engineStore.in(tx).removeEndpoint(subscription.endpoint());
        });
    return known.isPresent();
  }

  private static List<EventType> taken(
      ReadTx tx, OrganizationId organization, List<EventType> events, String except) {
    Set<EventType> others = new HashSet<>();
    SubscriptionTable.list(tx, organization).stream()
        .filter(subscription -> !subscription.id().equals(except))
        .forEach(subscription -> others.addAll(subscription.events()));
    return events.stream().filter(others::contains).toList();
  }

  private static Endpoint endpoint(Subscription subscription) {
    return new Endpoint(
        subscription.endpoint(),
        subscription.organization(),
        new Target(KnoxCallbackFormat.NAME, subscription.id(), URI.create(subscription.url())),
        EventFilter.ofTypes(subscription.events()),
        PLAN);
  }
}
