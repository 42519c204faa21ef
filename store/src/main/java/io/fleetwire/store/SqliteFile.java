package io.fleetwire.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteOpenMode;

/// A database in a file, and how each kind of connection to it is set up.
///
/// Durable means: the log is synced before a commit returns (`synchronous=FULL`; on macOS with the
/// call that reaches the platter). <https://www.sqlite.org/pragma.html> and
/// <https://www.sqlite.org/wal.html> are the references.
final class SqliteFile implements Driver {
  /// What it is called in a data directory.
  static final String NAME = "fleetwire.db";

  /// Only a command beside the server can be in the way, and its transactions are short.
  private static final int BUSY_MILLIS = 5_000;

  private final Path path;
  private @Nullable DatabaseLock lock;

  /// Stays open until the writer is there: the last connection that is closed moves the log and
  /// takes it away, for the next one to make it anew.
  private @Nullable SqlConnection first;

  SqliteFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  @Override
  public String toString() {
    return path.toString();
  }

  @Override
  public boolean hasLog() {
    return true;
  }

  @Override
  public void prepare(List<Schema> schemas, DatabaseSettings.Sharing sharing)
      throws SQLException, IOException {
    createFolder();
    lock(sharing);
    createFile();
    SqlConnection connection = tryConnect(Role.MIGRATION);
    first = connection;
    try {
      Migration migration = new Migration(connection, new SqliteLedger(connection), schemas);
      if (lock == null) {
        migration.mustBeDone();
      } else {
        useLog(connection);
        migration.run();
      }
    } catch (Throwable e) {
      closeFirst();
      throw e;
    }
  }

  private void closeFirst() {
    if (first != null) {
      first.close();
      first = null;
    }
  }

  private void createFolder() throws IOException {
    Path folder = path.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      OwnersOnly.createFolder(folder);
    }
  }

  // Its log is made with the same rights, which matters in a folder that was there already.
  private void createFile() throws IOException {
    if (lock != null && Files.notExists(path)) {
      OwnersOnly.createFile(path);
    }
  }

  private void lock(DatabaseSettings.Sharing sharing) throws IOException {
    Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
    Optional<DatabaseLock> taken = DatabaseLock.tryLock(lockFile);
    if (taken.isEmpty() && sharing == DatabaseSettings.Sharing.SERVER) {
      throw new DatabaseRefusedException(
          path
              + " is in use by "
              + DatabaseLock.owner(lockFile)
              + "; stop that server, or name another data folder");
    }
    lock = taken.orElse(null);
  }

  private static void useLog(SqlConnection connection) {
    String mode = connection.find("PRAGMA journal_mode=WAL", row -> row.text(1)).orElseThrow();
    if (!mode.equals("wal")) {
      throw new DatabaseRefusedException(
          "the file system cannot hold the database's log; use a local disk");
    }
  }

  @Override
  public SqlConnection tryConnect(Role role) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    // The driver would ask for the last row id after every insert.
    config.setGetGeneratedKeys(false);
    SQLiteConnection raw = (SQLiteConnection) config.createConnection("jdbc:sqlite:" + path);
    try {
      run(raw, pragmas(role));
      if (role != Role.MIGRATION) {
        ownTransactions(raw);
      }
      if (role == Role.WRITER) {
        closeFirst();
      }
      return new SqlConnection(
          raw, role == Role.READER ? SqliteDialect.READING : SqliteDialect.WRITING);
    } catch (SQLException e) {
      raw.close();
      throw e;
    }
  }

  private static String pragmas(Role role) {
    return switch (role) {
      // References are checked at the end, because a table may be made anew.
      case MIGRATION -> "PRAGMA foreign_keys=OFF; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON;";
      // It never moves the log into the file by itself: that would make one caller wait for
      // thousands of pages. Once it is started anew, the log is cut to 64 MiB.
      case WRITER ->
          """
          PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON;
          PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=67108864;
          PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;
          """;
      case READER -> "PRAGMA query_only=ON; PRAGMA cache_size=-8192; PRAGMA temp_store=MEMORY;";
      case CHECKPOINT ->
          "PRAGMA synchronous=FULL; PRAGMA checkpoint_fullfsync=ON; PRAGMA cache_size=-256;";
      case LISTENER -> throw new AssertionError("nobody tells a file's only server anything");
    };
  }

  /// From now on transactions begin and end by statements alone. Otherwise the driver makes sure
  /// after each update that one which was not meant to be in a transaction is committed, by trying
  /// to begin another one: a twelfth of all that the writer does.
  private static void ownTransactions(SQLiteConnection raw) throws SQLException {
    raw.setAutoCommit(false);
    // The driver has begun one at once.
    run(raw, "COMMIT");
  }

  private static void run(SQLiteConnection raw, String sql) throws SQLException {
    try (Statement statement = raw.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @Override
  public void close() {
    closeFirst();
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
