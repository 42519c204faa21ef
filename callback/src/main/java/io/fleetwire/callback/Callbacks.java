package io.fleetwire.callback;

import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.Sender;
import io.fleetwire.store.Database;
import io.fleetwire.store.Schema;

/// The way into this room. Thread-safe, as is all that it gives out.
public final class Callbacks {
  /// The room's tables. They name no table of another room.
  public static final Schema SCHEMA = Schema.of("callback", Callbacks.class, "001-options.sql");

  private final OptionsBook book;
  private final Tokens tokens;
  private final Sender door;
  private final String origin;

  private Callbacks(OptionsBook book, Tokens tokens, Sender door, String origin) {
    this.book = book;
    this.tokens = tokens;
    this.door = door;
    this.origin = origin;
  }

  /// Opens the room on a database that was opened with {@link #SCHEMA}. `door` is the way out;
  /// `origin` is the DNS name by which receivers know this server.
  public static Callbacks open(Database database, Sender door, String origin, CallbackWorld world) {
    return open(book(database, world), door, origin, world);
  }

  /// The same with a book that was opened before, for a door that looks into it.
  public static Callbacks open(OptionsBook book, Sender door, String origin, CallbackWorld world) {
    return new Callbacks(book, new Tokens(door, world.clock()), door, origin);
  }

  /// What endpoints wear: for {@link #open}, or for a command beside the server, which reads its
  /// changes by {@link OptionsBook#refresh}.
  public static OptionsBook book(Database database, CallbackWorld world) {
    return OptionsBook.open(database, world);
  }

  /// What endpoints wear, to be read and changed.
  public OptionsBook book() {
    return book;
  }

  /// Dresses requests.
  public Dresser dresser() {
    return new Dresser(book, tokens, origin);
  }

  /// The door that the engine should use: it notices when a receiver no longer takes a token.
  public Sender sender() {
    return new TokenWatch(door, tokens);
  }

  /// Which addresses the door never lets through, for whoever is given one.
  public AddressRule addressRule() {
    return door;
  }

  /// Asks receivers whether they want to be called.
  public Consent consent() {
    return new Consent(door, tokens, origin);
  }
}
