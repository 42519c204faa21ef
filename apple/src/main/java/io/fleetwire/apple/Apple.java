package io.fleetwire.apple;

import io.fleetwire.callback.Callbacks;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.EngineObserver;
import io.fleetwire.engine.EventType;
import io.fleetwire.pki.Authority;
import io.fleetwire.store.Database;
import io.fleetwire.store.Schema;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.Optional;

/// The way into this room. It is entered in two steps, because the engine needs the callback format
/// and the observer before there is an intake: {@link #open}, then {@link #serve}.
public final class Apple {
  /// The room's tables. They name no table of another room.
  public static final Schema SCHEMA =
      Schema.of(
          "apple",
          Apple.class,
          "001-apple.sql",
          "002-book.sql",
          "003-call.sql",
          "004-name.sql",
          "005-push.sql",
          "006-acme.sql");

  private static final String AUTHORITY_NAME = "Fleetwire Device CA";

  private final Database database;
  private final AppleSettings settings;
  private final AppleWorld world;
  private final BackendDress dress;
  private final Journal journal;
  private final Telling.Answered answered;

  private Apple(Database database, AppleSettings settings, AppleWorld world, BackendDress dress) {
    this.database = database;
    this.settings = settings;
    this.world = world;
    this.dress = dress;
    this.journal = new Journal(world.clock());
    this.answered = new Telling.Answered(journal);
  }

  /// Opens the slice on a database that was opened with {@link #SCHEMA}.
  public static Apple open(
      Database database, AppleSettings settings, AppleWorld world, Callbacks callbacks) {
    BackendSeal seal = BackendSeal.of(settings.signature(), callbacks.book());
    return new Apple(database, settings, world, new BackendDress(callbacks.dresser(), seal));
  }

  /// How the backend is told of what is durable.
  public CallbackFormat format() {
    return new AppleCallbackFormat(dress);
  }

  /// The same where no backend is configured any more: what is outstanding for it would otherwise
  /// be a bug.
  public static CallbackFormat format(Callbacks callbacks) {
    return new AppleCallbackFormat(new BackendDress(callbacks.dresser(), BackendSeal.NONE));
  }

  /// Whether events of that type are this slice's to tell.
  public static boolean tells(EventType type) {
    return type.name().startsWith(AppleEvent.TYPE_PREFIX);
  }

  /// Who has to hear of what the engine does: devices wait for answers.
  public EngineObserver observer() {
    return answered;
  }

  /// The routes. Makes the authority of the devices' certificates where there is none, which takes
  /// a second or so.
  public AppleService serve(ApplePorts ports) {
    PushDesk push =
        new PushDesk(
            database, ports.push().map(Apns::new), journal, settings.organization(), world.clock());
    return new AppleService(
        database,
        settings,
        world,
        new AppleService.Inside(authority(), dress, answered, journal, push),
        ports);
  }

  private Authority authority() {
    Optional<Authority> kept = database.read(AuthorityTable::find);
    return kept.orElseGet(
        () -> {
          Instant now = world.clock().instant();
          Authority fresh = Authority.create(AUTHORITY_NAME, now, world.secrets());
          return database.write(tx -> keep(tx, fresh, now));
        });
  }

  // Another server may have made one meanwhile: then that one counts.
  private static Authority keep(WriteTx tx, Authority fresh, Instant now) {
    Optional<Authority> kept = AuthorityTable.find(tx);
    if (kept.isEmpty()) {
      AuthorityTable.put(tx, fresh, now);
    }
    return kept.orElse(fresh);
  }
}
