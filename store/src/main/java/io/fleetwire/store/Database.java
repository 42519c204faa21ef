package io.fleetwire.store;

import io.fleetwire.engine.StoreUnavailableException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntConsumer;

/// The database of one server: one writer that commits many callers' units of work together, and a
/// few readers beside it. Thread-safe; callers block.
public final class Database implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Database.class.getName());

  /// Half a minute for a query is a report that should have been paged.
  private static final Duration READ_PATIENCE = Duration.ofSeconds(30);

  private final Driver driver;
  private final Writer writer;
  private final Readers readers;
  private final Optional<Checkpointer> checkpointer;

  private Database(Driver driver, DatabaseSettings settings) {
    ReentrantLock commits = new ReentrantLock(true);
    this.driver = driver;
    this.readers = new Readers(driver, settings.readers(), READ_PATIENCE);
    this.checkpointer =
        driver.hasLog()
            ? Optional.of(new Checkpointer(Checkpointer.Limits.STANDARD, driver, readers, commits))
            : Optional.empty();
    IntConsumer committed =
        checkpointer.<IntConsumer>map(moves -> moves::committed).orElse(_ -> {});
    this.writer = new Writer(driver, settings.unitsPerCommitMax(), commits, committed);
  }

  /// What this process knows of others that write to the same database, if there can be any.
  Optional<House> house() {
    return driver.house();
  }

  /// Whether other servers may write to the same database, so that whatever is kept in memory and
  /// is not a {@link #mirror} may be old.
  public boolean isShared() {
    return house().isPresent();
  }

  /// A value in memory that mirrors rows, which `load` reads. It is set together with them by
  /// {@link WriteTx#set}; where another server has set it, each transaction begins by reading it
  /// again. `name` is its own in the whole house.
  public <T> CommittedValue<T> mirror(String name, Function<ReadTx, T> load) {
    return mirror(name, load, (tx, _, _) -> load.apply(tx));
  }

  /// The same for a value of many endpoints, of which those alone that have changed are read again
  /// by `reload`: whoever sets it says so by {@link House#changed}.
  <T> CommittedValue<T> mirror(String name, Function<ReadTx, T> load, House.Reloading<T> reload) {
    return write(
        tx -> {
          CommittedValue<T> value = new CommittedValue<>(load.apply(tx));
          house()
              .ifPresent(
                  house ->
                      tx.afterCommit(
                          () -> house.mirror(new House.Mirror<>(name, value, load, reload))));
          return value;
        });
  }

  /// Opens the database, creates its file when it is missing, and brings its tables up to
  /// `schemas`. Throws {@link DatabaseRefusedException} when that cannot be; the tables are then as
  /// they were.
  public static Database open(DatabaseSettings settings, List<Schema> schemas) {
    Driver driver = settings.driver();
    try {
      driver.prepare(schemas, settings.sharing());
      Database database = new Database(driver, settings);
      database.start();
      return database;
    } catch (IOException | SQLException | StoreUnavailableException e) {
      driver.close();
      throw refused(driver, e);
    } catch (RuntimeException | Error e) {
      driver.close();
      throw e;
    }
  }

  /// Runs `work` in a transaction and returns when it is durable. Many callers share one commit, so
  /// `work` may run more than once: it must have no effect outside its transaction, but for {@link
  /// WriteTx#afterCommit}. What it throws undoes its own changes alone, and reaches the caller.
  /// Throws {@link StoreUnavailableException} when it cannot tell that the commit is durable. An
  /// interrupt does not end the wait: it is kept for whatever blocks next.
  public <T> T write(Function<WriteTx, T> work) {
    return writer.write(work);
  }

  /// Runs `work` on a consistent snapshot of what is committed. A query that takes longer than half
  /// a minute is ended with {@link StoreUnavailableException}.
  public <T> T read(Function<ReadTx, T> work) {
    return readers.read(work);
  }

  /// Refuses new work, commits what has been handed in, and closes. A node gives up its place, if
  /// it still has it.
  @Override
  public void close() {
    house().filter(house -> house.self().isNode()).ifPresent(this::leave);
    writer.close();
    readers.close();
    checkpointer.ifPresent(Checkpointer::close);
    driver.close();
  }

  private void leave(House house) {
    try {
      boolean left =
          write(
              tx -> {
                new NodeTables(tx, house).leave();
                return true;
              });
      LOG.log(System.Logger.Level.DEBUG, "This node has left: {0}", left);
    } catch (StoreUnavailableException e) {
      // It has left already, or its lease ends by itself.
      LOG.log(System.Logger.Level.DEBUG, "This node could not leave", e);
    }
  }

  private void start() throws SQLException {
    driver.listen();
    writer.start();
    checkpointer.ifPresent(Checkpointer::start);
  }

  private static DatabaseRefusedException refused(Driver driver, Exception cause) {
    String advice =
        switch (cause) {
          case SQLException failure -> SqlFault.advice(failure);
          case IOException _ -> "its folder cannot be made or written to; name another one";
          default -> String.valueOf(cause.getMessage());
        };
    return new DatabaseRefusedException("cannot open " + driver + ": " + advice, cause);
  }
}
