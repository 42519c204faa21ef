package io.fleetwire.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteOpenMode;

/// The database file, and how each kind of connection to it is set up. Immutable.
///
/// Durable means: the log is synced before a commit returns (`synchronous=FULL`; on macOS with the
/// call that reaches the platter). <https://www.sqlite.org/pragma.html> and
/// <https://www.sqlite.org/wal.html> are the references.
record SqliteFile(Path path) {
  /// What a connection is for.
  enum Role {
    /// Creates tables. References are checked at the end, because a table may be made anew.
    MIGRATION("PRAGMA foreign_keys=OFF; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON;"),
    /// Commits. It never moves the log into the file by itself: that would make one caller wait for
    /// thousands of pages. Once it is started anew, the log is cut to 64 MiB.
    WRITER(
        """
        PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON;
        PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=67108864;
        PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;
        """),
    READER("PRAGMA query_only=ON; PRAGMA cache_size=-8192; PRAGMA temp_store=MEMORY;"),
    /// Moves the log into the file.
    CHECKPOINT("PRAGMA synchronous=FULL; PRAGMA checkpoint_fullfsync=ON; PRAGMA cache_size=-256;");

    private final String pragmas;

    Role(String pragmas) {
      this.pragmas = pragmas;
    }
  }

  /// Only a command beside the server can be in the way, and its transactions are short.
  private static final int BUSY_MILLIS = 5_000;

  SqlConnection connect(Role role) {
    try {
      return tryConnect(role);
    } catch (SQLException e) {
      throw SqlFault.of("cannot open " + path, e);
    }
  }

  SqlConnection tryConnect(Role role) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    // The driver would ask for the last row id after every insert.
    config.setGetGeneratedKeys(false);
    SQLiteConnection raw = (SQLiteConnection) config.createConnection("jdbc:sqlite:" + path);
    SqlConnection connection = new SqlConnection(raw);
    try {
      connection.script(role.pragmas);
      if (role != Role.MIGRATION) {
        connection.ownTransactions();
      }
      return connection;
    } catch (SQLException e) {
      raw.close();
      throw e;
    }
  }
}
