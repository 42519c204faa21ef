package io.fleetwire.lab;

import io.fleetwire.callback.Callbacks;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.store.CommittedValue;
import io.fleetwire.store.Database;
import io.fleetwire.store.Schema;
import java.time.InstantSource;

/// The way into this room. It is entered in two steps, because the engine needs the callback format
/// before there is an intake: {@link #open}, then {@link #serve}.
public final class Lab {
  /// The room's tables. They name no table of another room.
  public static final Schema SCHEMA =
      Schema.of(
          "lab",
          Lab.class,
          "001-device.sql",
          "002-webhook.sql",
          "003-group.sql",
          "004-view.sql",
          "005-fleet.sql",
          "006-count.sql",
          "007-history.sql",
          "008-words.sql",
          "008-sample.sql",
          "009-team.sql");

  private final Database database;
  private final Callbacks callbacks;
  private final LabSettings settings;
  private final InstantSource clock;
  private final CommittedValue<WebhookBook> book;

  private Lab(
      Database database,
      Callbacks callbacks,
      LabSettings settings,
      InstantSource clock,
      CommittedValue<WebhookBook> book) {
    this.database = database;
    this.callbacks = callbacks;
    this.settings = settings;
    this.clock = clock;
    this.book = book;
  }

  /// Opens the slice on a database that was opened with {@link #SCHEMA}.
  public static Lab open(
      Database database, Callbacks callbacks, LabSettings settings, InstantSource clock) {
    CommittedValue<WebhookBook> book =
        database.mirror("lab-webhooks", tx -> WebhookBook.of(WebhookTable.all(tx)));
    return new Lab(database, callbacks, settings, clock, book);
  }

  /// How endpoints of this slice are spoken to.
  public CallbackFormat format() {
    return new LabCallbackFormat(book::get, callbacks.dresser());
  }

  /// The routes and pumps.
  public LabService serve(LabPorts ports) {
    return new LabService(
        new LabGround(database, callbacks.book(), callbacks.addressRule(), settings, clock, book),
        ports);
  }
}
