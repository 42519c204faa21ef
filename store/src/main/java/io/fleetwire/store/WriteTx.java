package io.fleetwire.store;

import org.jspecify.annotations.Nullable;

/// A unit of work: it reads what earlier units have written, and its changes take effect all
/// together or not at all. Confined to the call that it was given to.
public interface WriteTx extends ReadTx {

  /// Changes rows and returns how many. A violated constraint is a bug; where a row may already be
  /// there, write `ON CONFLICT DO NOTHING` and look at the count.
  int update(String sql, @Nullable Object... parameters);

  /// Inserts or deletes one row, whose key is the first parameter, and returns whether it was there
  /// to delete. It happens at the latest before the next statement that names its table, so that
  /// rows travel together to a database that is far away: the answer is then presumed, and where
  /// that was wrong the unit runs again and is told the truth. For tables that nothing refers to,
  /// and that refer to nothing.
  boolean change(String sql, @Nullable Object... parameters);

  /// Runs `action` on the writer's thread once the changes are durable, in the order of commits;
  /// never when they are rolled back. It must be quick and must not throw.
  void afterCommit(Runnable action);

  /// The value as it will be when this transaction commits.
  <T> T get(CommittedValue<T> value);

  /// Changes the value together with the rows that it mirrors: everybody sees it after the commit.
  <T> void set(CommittedValue<T> value, T next);
}
