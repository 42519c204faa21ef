package io.fleetwire.knox;

import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.Engine;
import io.fleetwire.engine.EngineObserver;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Settlement;
import io.fleetwire.engine.TraceId;
import io.fleetwire.engine.World;
import io.fleetwire.knox.BulkOperation.Kind;
import io.fleetwire.knox.KnoxSettings.ImeiCheck;
import io.fleetwire.store.Database;
import io.fleetwire.store.DatabaseHome;
import io.fleetwire.store.DatabaseSettings;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.testkit.EngineByHand;
import io.fleetwire.testkit.RecordingSender;
import io.fleetwire.testkit.SettableClock;
import io.fleetwire.testkit.TrialDatabase;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A real database and a real engine below the slice's own classes, nothing of it driven by a
/// thread: whoever wants something to happen steps it. Closing it and opening it again is a
/// restart.
final class KnoxHouse implements AutoCloseable {
  static final OrganizationId OURS = new OrganizationId(1);
  static final OrganizationId THEIRS = new OrganizationId(2);

  final SettableClock clock = SettableClock.atNoon();
  final RecordingSender sender = new RecordingSender();
  final List<Event> accepted = new ArrayList<>();
  final Database database;
  final Engine engine;
  private final EngineByHand hand;
  final Subscriptions subscriptions;
  final OperationPump pump;
  final BulkOperations operations;
  final Devices devices;

  private KnoxHouse(Path folder, ImeiCheck imeiCheck) {
    this.database =
        Database.open(
            DatabaseSettings.server(
                TrialDatabase.chosen().in(folder, DatabaseHome.Folder::new, DatabaseHome::server)),
            List.of(SqlEngineStore.SCHEMA, Knox.SCHEMA));
    // Names only need to differ, also from those before a restart.
    SecureRandom random = new SecureRandom();
    SqlEngineStore store = new SqlEngineStore(database);
    KnoxCallbackFormat format =
        new KnoxCallbackFormat(CallbackSamples::identity, SignatureEncoding.ALIGNED);
    this.hand =
        new EngineByHand(
            new EnginePorts(store, sender, List.of(format), new Recorder()),
            new World(clock, random));
    this.engine = hand.engine();
    Ids deviceIds = new Ids(clock, 0, database.read(DeviceTable::highestId));
    KnoxIds ids = new KnoxIds(clock, random);
    this.subscriptions = new Subscriptions(database, store, engine.intake(), ids, 25);
    this.pump =
        new OperationPump(
            database, store, engine.intake(), new DeviceDesk(imeiCheck, deviceIds), clock);
    this.operations = new BulkOperations(database, ids, clock, pump.signal());
    this.devices = new Devices(database);
  }

  static KnoxHouse open(Path folder) {
    return new KnoxHouse(folder, ImeiCheck.WARN);
  }

  static KnoxHouse open(Path folder, ImeiCheck imeiCheck) {
    return new KnoxHouse(folder, imeiCheck);
  }

  /// Subscribes an organization to the events of operations.
  Subscription subscribe(OrganizationId organization, String... events) {
    KnoxEventCatalogue catalogue = KnoxEventCatalogue.shipped();
    List<CatalogueEvent> wanted =
        List.of(events).stream().map(name -> catalogue.find(name).orElseThrow()).toList();
    SubscriptionAnswer answer =
        subscriptions.create(
            organization,
            new SubscriptionDraft("https://receiver.example/" + organization, wanted),
            clock.instant(),
            _ -> {});
    return ((SubscriptionAnswer.Saved) answer).subscription();
  }

  Optional<BulkOperation> order(
      OrganizationId organization, Kind kind, Set<TargetService> targets, List<String> names) {
    return operations.accept(
        new BulkOperations.Order(
            organization,
            kind,
            new TraceId("trace-of-" + organization),
            new BulkRequest(names, 0, targets)));
  }

  BulkOperation upload(OrganizationId organization, String... names) {
    return order(organization, Kind.UPLOAD, Set.of(TargetService.KAI), List.of(names))
        .orElseThrow();
  }

  /// Steps the operations until there is nothing to do.
  void finishOperations() {
    while (pump.step().isBefore(Instant.MAX)) {
      // Each step does a chunk of each operation.
    }
  }

  /// Steps the engine until every delivery that is due has been attempted.
  void deliver() {
    hand.deliver(List.of());
  }

  List<Event> acceptedOf(EventType type) {
    return accepted.stream().filter(event -> event.type().equals(type)).toList();
  }

  @Override
  public void close() {
    database.close();
  }

  private final class Recorder implements EngineObserver {
    @Override
    public void accepted(Event event, int deliveries) {
      accepted.add(event);
    }

    @Override
    public void attempted(Settlement settlement, Endpoint endpoint) {}

    @Override
    public void stumbled(String where, Throwable cause) {
      throw new AssertionError(where, cause);
    }
  }
}
