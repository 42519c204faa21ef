package io.fleetwire.store;

import io.fleetwire.engine.Endpoints;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.EngineTx;
import java.util.List;
import java.util.function.Function;

/// The engine's durable state in SQL tables. Thread-safe.
public final class SqlEngineStore implements EngineStore {
  /// The engine's tables. They come first, because other rooms' rows may name theirs.
  public static final Schema SCHEMA = new Schema("engine", List.of());

  private final Database database;

  /// `database` was opened with {@link #SCHEMA}.
  public SqlEngineStore(Database database) {
    this.database = database;
  }

  /// The engine's tables inside a transaction that somebody else has begun.
  public EngineTx in(WriteTx tx) {
    return tx.find("SELECT 1", _ -> unwritten()).orElseThrow();
  }

  private static EngineTx unwritten() {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T write(Function<EngineTx, T> work) {
    return database.write(tx -> work.apply(in(tx)));
  }

  @Override
  public Endpoints endpoints() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long highestId() {
    throw new UnsupportedOperationException();
  }
}
