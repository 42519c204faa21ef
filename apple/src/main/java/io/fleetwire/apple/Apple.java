package io.fleetwire.apple;

import io.fleetwire.callback.Dresser;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.EngineObserver;
import io.fleetwire.pki.Authority;
import io.fleetwire.store.Database;
import io.fleetwire.store.Schema;
import java.time.Instant;
import java.util.Optional;

/// The way into this room. It is entered in two steps, because the engine needs the callback format
/// and the observer before there is an intake: {@link #open}, then {@link #serve}.
public final class Apple {
  /// The room's tables. They name no table of another room.
  public static final Schema SCHEMA = Schema.of("apple", Apple.class, "001-apple.sql");

  private static final String AUTHORITY_NAME = "Fleetwire Device CA";

  private final Database database;
  private final AppleSettings settings;
  private final AppleWorld world;
  private final Dresser dresser;
  private final Telling.Answered answered = new Telling.Answered();

  private Apple(Database database, AppleSettings settings, AppleWorld world, Dresser dresser) {
    this.database = database;
    this.settings = settings;
    this.world = world;
    this.dresser = dresser;
  }

  /// Opens the slice on a database that was opened with {@link #SCHEMA}.
  public static Apple open(
      Database database, AppleSettings settings, AppleWorld world, Dresser dresser) {
    return new Apple(database, settings, world, dresser);
  }

  /// How the backend is told of what is durable. Wired also where no backend is configured any
  /// more: what is outstanding for it would otherwise be a bug.
  public static CallbackFormat format(Dresser dresser) {
    return new AppleCallbackFormat(dresser);
  }

  /// What the engine should be observed by: `others`, and this slice, whose devices wait for
  /// answers.
  public EngineObserver observer(EngineObserver others) {
    return answered.before(others);
  }

  /// The routes. Makes the authority of the devices' certificates where there is none, which takes
  /// a second or so.
  public AppleService serve(ApplePorts ports) {
    return new AppleService(
        database, settings, world, new AppleService.Inside(authority(), dresser, answered), ports);
  }

  private Authority authority() {
    Optional<Authority> kept = database.read(AuthorityTable::find);
    return kept.orElseGet(
        () -> {
          Instant now = world.clock().instant();
          Authority fresh = Authority.create(AUTHORITY_NAME, now, world.secrets());
          return database.write(
              tx -> {
                AuthorityTable.put(tx, fresh, now);
                return fresh;
              });
        });
  }
}
