package io.fleetwire.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A consistent view of the database. Confined to the call that it was given to.
///
/// Parameters fill the question marks of `sql` from left to right: a `Long`, `Integer`, `Double`,
/// `Boolean` (1 or 0), `String`, `byte[]`, `Instant` (epoch milliseconds) or null. `sql` is a
/// constant: it is prepared once for each connection, and values never become part of it.
public interface ReadTx {

  /// The rows that `sql` selects, in its order.
  <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... parameters);

  /// The one row that `sql` selects, or nothing. More than one is a bug.
  <T> Optional<T> find(String sql, RowMapper<T> mapper, @Nullable Object... parameters);
}
