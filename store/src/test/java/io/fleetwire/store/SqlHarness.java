package io.fleetwire.store;

import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.testkit.EngineStoreHarness;
import io.fleetwire.testkit.TrialDatabase;
import java.nio.file.Path;
import java.util.List;

/// An engine store in a database, for the contract suites.
final class SqlHarness implements EngineStoreHarness {
  private final DatabaseSettings settings;
  private Database database;
  private SqlEngineStore store;

  SqlHarness(TrialDatabase kind, Path folder) {
    this.settings = DatabaseSettings.server(Homes.of(kind, folder, SqlEngineStore.SCHEMA));
    this.database = Database.open(settings, List.of(SqlEngineStore.SCHEMA));
    this.store = new SqlEngineStore(database);
  }

  @Override
  public EngineStore store() {
    return store;
  }

  @Override
  public void reopen() {
    database.close();
    database = Database.open(settings, List.of(SqlEngineStore.SCHEMA));
    store = new SqlEngineStore(database);
  }

  @Override
  public List<Integer> attempts(DeliveryId delivery) {
    return database.read(
        tx ->
            tx.list(
                "SELECT number FROM attempt WHERE delivery_id = ? ORDER BY number",
                row -> row.intAt(1),
                delivery.value()));
  }

  @Override
  public void close() {
    database.close();
  }
}
