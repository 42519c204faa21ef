package io.fleetwire.store;

import io.fleetwire.engine.Must;
import java.nio.file.Path;

/// Where the database is and how it is shared.
public record DatabaseSettings(
    DatabaseHome home, Sharing sharing, int readers, int unitsPerCommitMax) {
  /// Who else may have the database open.
  public enum Sharing {
    /// A server: no other server may have the same database open.
    SERVER,
    /// A command that runs beside a server, or alone: it changes the schema only when alone.
    TOOL
  }

  /// More readers than this would only wait for the same processors and caches.
  static final int READERS_MAX = 64;

  /// A transaction that is larger holds its first caller back for the sake of its last.
  static final int UNITS_PER_COMMIT_MAX = 10_000;

  private static final int READERS = 3;
  private static final int UNITS_PER_COMMIT = 500;

  public DatabaseSettings {
    Must.hold(readers >= 1 && readers <= READERS_MAX, "a database has 1 to 64 readers");
    Must.hold(
        unitsPerCommitMax >= 1 && unitsPerCommitMax <= UNITS_PER_COMMIT_MAX,
        "a commit has 1 to 10,000 units");
  }

  /// A server's database.
  public static DatabaseSettings server(DatabaseHome home) {
    return new DatabaseSettings(home, Sharing.SERVER, READERS, UNITS_PER_COMMIT);
  }

  /// The same database for a command that may run beside the server.
  public static DatabaseSettings tool(DatabaseHome home) {
    return new DatabaseSettings(home, Sharing.TOOL, READERS, UNITS_PER_COMMIT);
  }

  /// The server's database in its data directory, which is created when it is missing.
  public static DatabaseSettings server(Path dataDirectory) {
    return server(new DatabaseHome.Folder(dataDirectory));
  }

  /// The same database for a command that may run beside the server.
  public static DatabaseSettings tool(Path dataDirectory) {
    return tool(new DatabaseHome.Folder(dataDirectory));
  }

  /// How to come to it.
  Driver driver() {
    return switch (home) {
      case DatabaseHome.Folder(Path directory) ->
          new SqliteFile(directory.resolve(SqliteFile.NAME));
      case DatabaseHome.Server(PostgresUrl url) -> new PostgresServer(url);
    };
  }
}
