package io.fleetwire.callback;

import io.fleetwire.egress.AddressPolicy;
import io.fleetwire.egress.Cidr;
import io.fleetwire.egress.EgressSettings;
import io.fleetwire.egress.HttpSender;
import io.fleetwire.egress.Trust;
import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.store.Database;
import io.fleetwire.store.DatabaseHome;
import io.fleetwire.store.DatabaseSettings;
import io.fleetwire.store.WriteTx;
import io.fleetwire.testkit.SettableClock;
import io.fleetwire.testkit.TrialDatabase;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// The room on a database in a folder, with a real door.
final class House implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
  static final String ORIGIN = "fleet.example";

  final SettableClock clock = new SettableClock(NOW);
  final HttpSender door;
  final Callbacks callbacks;
  private final Database database;

  private House(Path folder, Trust trust) {
    EgressSettings settings =
        EgressSettings.standard("test")
            .withPolicy(AddressPolicy.of(List.of(Cidr.parse("127.0.0.0/8")), List.of()))
            .withTrust(trust);
    this.door = HttpSender.open(settings);
    this.database =
        Database.open(
            DatabaseSettings.server(
                TrialDatabase.chosen().in(folder, DatabaseHome.Folder::new, DatabaseHome::server)),
            List.of(Callbacks.SCHEMA));
    this.callbacks =
        Callbacks.open(database, door, ORIGIN, new CallbackWorld(clock, new SecureRandom()));
  }

  static House open(Path folder) {
    return open(folder, new Trust.Platform());
  }

  static House open(Path folder, Trust trust) {
    return new House(folder, trust);
  }

  Database database() {
    return database;
  }

  OptionsBook book() {
    return callbacks.book();
  }

  /// Gives `id` an authentication.
  void authenticate(EndpointId id, Authentication authentication) {
    put(id, CallbackOptions.NONE.withAuthentication(authentication));
  }

  void put(EndpointId id, CallbackOptions options) {
    database.write(
        tx -> {
          book().put(tx, id, options);
          return true;
        });
  }

  void sign(EndpointId id, SigningKey key) {
    database.write(tx -> book().sign(tx, id, key));
  }

  /// A request to `url` as endpoint `id` wears it now.
  OutboundRequest dressed(EndpointId id, String url) {
    return dressed(id, Samples.request(url));
  }

  OutboundRequest dressed(EndpointId id, OutboundRequest base) {
    AttemptMoment moment = new AttemptMoment(3, clock.instant(), "0".repeat(32));
    return callbacks.dresser().dress(base, Samples.READY, Samples.endpoint(id), moment);
  }

  Outcome send(OutboundRequest request) {
    return callbacks.sender().send(request, Budgets.STANDARD).outcome();
  }

  /// Does something that fails its transaction.
  void undone(Consumer<WriteTx> work) {
    try {
      database.write(
          tx -> {
            work.accept(tx);
            throw new IllegalStateException("undo it");
          });
    } catch (IllegalStateException _) {
      // as it was meant
    }
  }

  @Override
  public void close() {
    door.close();
    database.close();
  }
}
