package io.fleetwire.store;

import io.fleetwire.engine.Must;
import io.fleetwire.engine.StoreUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The transaction as one unit of work sees it. Ends with the unit: one that is kept longer
/// refuses.
final class UnitTx implements WriteTx {
  private final SqlConnection connection;
  private final Changes changes;
  private boolean ended;
  private boolean changed;
  private int rows;
  private @Nullable StoreUnavailableException fault;

  UnitTx(SqlConnection connection, Changes changes) {
    this.connection = connection;
    this.changes = changes;
  }

  @Override
  public <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    return guarded(() -> connection.list(sql, mapper, parameters));
  }

  @Override
  public <T> Optional<T> find(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    return guarded(() -> connection.find(sql, mapper, parameters));
  }

  @Override
  public int update(String sql, @Nullable Object... parameters) {
    changed = true;
    int updated = guarded(() -> connection.update(sql, parameters));
    rows += updated;
    return updated;
  }

  @Override
  public boolean change(String sql, @Nullable Object... parameters) {
    changed = true;
    boolean done = guarded(() -> connection.change(sql, parameters));
    rows += done ? 1 : 0;
    return done;
  }

  private <T> T guarded(Supplier<T> statement) {
    mustBeOpen();
    try {
      return statement.get();
    } catch (StoreUnavailableException e) {
      fault = e;
      throw e;
    } catch (RuntimeException | Error e) {
      // PostgreSQL does nothing more in a transaction in which a statement has failed.
      changed = true;
      throw e;
    }
  }

  @Override
  public void afterCommit(Runnable action) {
    mustBeOpen();
    changed = true;
    changes.afterCommit(action);
  }

  @Override
  public <T> T get(CommittedValue<T> value) {
    mustBeOpen();
    return changes.get(value);
  }

  @Override
  public <T> void set(CommittedValue<T> value, T next) {
    mustBeOpen();
    changed = true;
    changes.set(value, next);
  }

  void end() {
    ended = true;
  }

  /// Whether there is something to undo.
  boolean hasChanged() {
    return changed;
  }

  /// How many rows it has changed.
  int rows() {
    return rows;
  }

  /// Throws what the database has failed with, even if the unit swallowed it: everything may have
  /// been rolled back.
  void mustBeSound() {
    if (fault != null) {
      throw fault;
    }
  }

  private void mustBeOpen() {
    Must.hold(!ended, "a transaction is used only inside the call that it was given to");
  }
}
