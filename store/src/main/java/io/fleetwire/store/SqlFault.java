package io.fleetwire.store;

import io.fleetwire.engine.StoreUnavailableException;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/// Tells what a failed statement means: an operating failure, which passes, or a bug of ours.
final class SqlFault {
  private SqlFault() {}

  /// The exception to throw for `cause`, which `doing` led to.
  static RuntimeException of(String doing, SQLException cause) {
    String advice = advice(cause);
    if (advice.isEmpty()) {
      throw new AssertionError(doing + ": " + cause.getMessage(), cause);
    }
    return new StoreUnavailableException(doing + ": " + advice, cause);
  }

  /// What the operator should do about it, or nothing when it is a bug of ours: bad SQL, a violated
  /// constraint.
  static String advice(SQLException cause) {
    return cause instanceof SQLiteException failure
        ? SqliteFault.advice(failure)
        : PostgresFault.advice(cause);
  }
}
