package io.fleetwire.bin;

import io.fleetwire.access.AuditLog;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Sender;
import io.fleetwire.store.Database;
import io.fleetwire.store.Schema;
import io.fleetwire.web.ProblemJson;
import io.fleetwire.web.RouteGroup;
import java.net.URI;
import java.util.Optional;

/// The room, wired. Immutable; everything in it is thread-safe.
public final class Bins {
  /// The room's tables. They name no table of another room.
  public static final Schema SCHEMA = Schema.of("bin", Bins.class, "001-bin.sql");

  private final Database database;
  private final BinReceiver receiver;
  private final Optional<URI> publicUrl;
  private final BinWorld world;

  private Bins(Database database, BinReceiver receiver, Optional<URI> publicUrl, BinWorld world) {
    this.database = database;
    this.receiver = receiver;
    this.publicUrl = publicUrl;
    this.world = world;
  }

  /// Opens the room on a database that was opened with {@link #SCHEMA}. `publicUrl` is how callers
  /// reach this server, where that is known.
  public static Bins open(
      Database database, BinPorts ports, Optional<URI> publicUrl, BinWorld world) {
    Judge judge = new Judge(ports, world.clock());
    return new Bins(database, new BinReceiver(database, judge, world), publicUrl, world);
  }

  /// The way out, past the bins of this server: what is addressed to one is handed over here.
  public Sender door(Sender out) {
    return new BinDoor(out, receiver, publicUrl, world);
  }

  /// How many requests of that worth bins have taken since the start.
  public long taken(Finding.Verdict verdict) {
    return receiver.taken(verdict);
  }

  /// What people do.
  public BinDesk desk(AuditLog audit) {
    return new BinDesk(database, audit, world);
  }

  /// How strangers send something.
  public RouteGroup routes() {
    return new RouteGroup(Bin.PATH, new ProblemJson(), new BinRoutes(receiver, world).routes());
  }

  /// Housekeeping, for a driver to step.
  public Pump pump() {
    return BinPump.of(database, world.clock());
  }
}
