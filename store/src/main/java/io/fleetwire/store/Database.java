package io.fleetwire.store;

import io.fleetwire.engine.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// The database of one server: one writer that commits many callers' units of work together, and a
/// few readers beside it. Thread-safe; callers block.
public final class Database implements AutoCloseable {
  /// Half a minute for a query is a report that should have been paged.
  private static final Duration READ_PATIENCE = Duration.ofSeconds(30);

  private final Optional<DatabaseLock> lock;
  private final Writer writer;
  private final Readers readers;
  private final Checkpointer checkpointer;

  private Database(SqliteFile file, DatabaseSettings settings, Optional<DatabaseLock> lock) {
    ReentrantLock commits = new ReentrantLock(true);
    this.lock = lock;
    this.readers = new Readers(file, settings.readers(), READ_PATIENCE);
    this.checkpointer = new Checkpointer(Checkpointer.Limits.STANDARD, file, readers, commits);
    this.writer = new Writer(file, settings.unitsPerCommitMax(), commits, checkpointer::committed);
  }

  /// Opens the database, creates it when it is missing, and brings its tables up to `schemas`.
  /// Throws {@link DatabaseRefusedException} when that cannot be; the tables are then as they were.
  public static Database open(DatabaseSettings settings, List<Schema> schemas) {
    Path path = settings.file().toAbsolutePath();
    try {
      createFolder(path);
      Optional<DatabaseLock> lock = lock(path, settings.sharing());
      try {
        SqliteFile file = new SqliteFile(path);
        migrate(file, schemas, lock.isPresent());
        Database database = new Database(file, settings, lock);
        database.start();
        return database;
      } catch (Throwable e) {
        release(lock);
        throw e;
      }
    } catch (IOException | SQLException | StoreUnavailableException e) {
      throw refused(path, e);
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

  /// Refuses new work, commits what has been handed in, and closes.
  @Override
  public void close() {
    writer.close();
    readers.close();
    checkpointer.close();
    release(lock);
  }

  private void start() {
    writer.start();
    readers.start();
    checkpointer.start();
  }

  private static void createFolder(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    // It will hold private keys: nobody else looks in.
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    Files.createDirectories(
        folder,
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0]);
  }

  private static Optional<DatabaseLock> lock(Path file, DatabaseSettings.Sharing sharing)
      throws IOException {
    Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
    Optional<DatabaseLock> lock = DatabaseLock.tryLock(lockFile);
    if (lock.isEmpty() && sharing == DatabaseSettings.Sharing.SERVER) {
      throw new DatabaseRefusedException(
          file
              + " is in use by "
              + DatabaseLock.owner(lockFile)
              + "; stop that server, or name another data folder");
    }
    return lock;
  }

  private static void release(Optional<DatabaseLock> lock) {
    lock.ifPresent(
        held -> {
          try {
            held.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static void migrate(SqliteFile file, List<Schema> schemas, boolean alone)
      throws SQLException {
    try (SqlConnection connection = file.tryConnect(SqliteFile.Role.MIGRATION)) {
      Migration migration = new Migration(connection, schemas);
      if (alone) {
        useLog(connection);
        migration.run();
      } else {
        migration.mustBeDone();
      }
    }
  }

  private static void useLog(SqlConnection connection) {
    String mode = connection.find("PRAGMA journal_mode=WAL", row -> row.text(1)).orElseThrow();
    if (!mode.equals("wal")) {
      throw new DatabaseRefusedException(
          "the file system cannot hold the database's log; use a local disk");
    }
  }

  private static DatabaseRefusedException refused(Path file, Exception cause) {
    String advice =
        switch (cause) {
          case SQLException failure -> SqlFault.advice(failure);
          case IOException _ -> "its folder cannot be made or written to; name another one";
          default -> String.valueOf(cause.getMessage());
        };
    return new DatabaseRefusedException("cannot open " + file + ": " + advice, cause);
  }
}
