package io.fleetwire.store;

import java.util.List;
import java.util.function.Function;

/// The database of one server: one writer that commits many callers' units of work together, and a
/// few readers beside it. Thread-safe; callers block.
public final class Database implements AutoCloseable {
  private volatile boolean closed;

  private Database() {}

  /// Opens the database, creates it when it is missing, and brings its tables up to `schemas`.
  /// Throws {@link DatabaseRefusedException} when that cannot be, and then has changed nothing.
  public static Database open(DatabaseSettings settings, List<Schema> schemas) {
    if (schemas.isEmpty()) {
      return new Database();
    }
    throw new UnsupportedOperationException(settings + " " + schemas);
  }

  /// Runs `work` in a transaction and returns when it is durable. Many callers share one commit, so
  /// `work` may run more than once: it must have no effect outside its transaction, but for {@link
  /// WriteTx#afterCommit}. What it throws undoes its own changes alone, and reaches the caller.
  /// Throws {@link io.fleetwire.engine.StoreUnavailableException} when it cannot tell that the
  /// commit is durable. An interrupt does not end the wait: it is kept for whatever blocks next.
  public <T> T write(Function<WriteTx, T> work) {
    if (closed) {
      throw new IllegalStateException();
    }
    throw new UnsupportedOperationException(work.toString());
  }

  /// Runs `work` on a consistent snapshot of what is committed.
  public <T> T read(Function<ReadTx, T> work) {
    if (closed) {
      throw new IllegalStateException();
    }
    throw new UnsupportedOperationException(work.toString());
  }

  /// Refuses new work, commits what has been handed in, and closes.
  @Override
  public void close() {
    closed = true;
  }
}
