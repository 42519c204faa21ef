package io.fleetwire.store;

import io.fleetwire.engine.Must;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The snapshot as one caller sees it. Ends with the call.
final class ReaderTx implements ReadTx {
  private final SqlConnection connection;
  private boolean ended;

  ReaderTx(SqlConnection connection) {
    this.connection = connection;
  }

  @Override
  public <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    mustBeOpen();
    return connection.list(sql, mapper, parameters);
  }

  @Override
  public <T> Optional<T> find(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    mustBeOpen();
    return connection.find(sql, mapper, parameters);
  }

  void end() {
    ended = true;
  }

  private void mustBeOpen() {
    Must.hold(!ended, "a snapshot is used only inside the call that it was given to");
  }
}
