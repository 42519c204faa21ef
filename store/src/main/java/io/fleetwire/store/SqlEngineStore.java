package io.fleetwire.store;

import io.fleetwire.engine.Endpoints;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.EngineTx;
import java.util.function.Function;

/// The engine's durable state in SQL tables. Thread-safe.
public final class SqlEngineStore implements EngineStore {
  /// The engine's tables.
  public static final Schema SCHEMA = Schema.of("engine", SqlEngineStore.class, "001-engine.sql");

  static final String HIGHEST_ID =
      """
      SELECT max(id) FROM (
        SELECT max(event_id) AS id FROM event
        UNION ALL SELECT max(delivery_id) FROM held_delivery
        UNION ALL SELECT max(delivery_id) FROM waiting_delivery
        UNION ALL SELECT max(delivery_id) FROM following_delivery
        UNION ALL SELECT max(delivery_id) FROM attempt
        UNION ALL SELECT max(endpoint_id) FROM endpoint
        UNION ALL SELECT max(endpoint_id) FROM removed_endpoint)
      """;

  private final Database database;
  private final CommittedValue<Endpoints> endpoints;
  private final Sweep sweep;

  /// `database` was opened with {@link #SCHEMA}.
  public SqlEngineStore(Database database) {
    this.database = database;
    this.endpoints = new CommittedValue<>(database.read(EndpointTable::load));
    this.sweep = new Sweep(database);
    sweep.start();
  }

  /// The engine's tables inside a transaction that somebody else has begun, so that what a slice
  /// decides and what it tells commit together.
  public EngineTx in(WriteTx tx) {
    return new SqlEngineTx(tx, endpoints, sweep);
  }

  @Override
  public <T> T write(Function<EngineTx, T> work) {
    return database.write(tx -> work.apply(in(tx)));
  }

  @Override
  public Endpoints endpoints() {
    return endpoints.get();
  }

  @Override
  public long highestId() {
    return database.read(
        tx -> tx.find(HIGHEST_ID, row -> row.findLong(1)).orElseThrow().orElse(0L));
  }
}
