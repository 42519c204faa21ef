package io.fleetwire.store;

import io.fleetwire.engine.Must;
import java.nio.file.Path;

/// Where the database is and how it is shared.
public record DatabaseSettings(Path file, Sharing sharing, int readers, int unitsPerCommitMax) {
  /// Who else may have the database open.
  public enum Sharing {
    /// A server: no other server may have the same file open.
    SERVER,
    /// A command that runs beside a server, or alone: it changes the schema only when alone.
    TOOL
  }

  /// More readers than this would only wait for the same processors and caches.
  public static final int READERS_MAX = 64;

  /// A transaction that is larger holds its first caller back for the sake of its last.
  public static final int UNITS_PER_COMMIT_MAX = 10_000;

  private static final int READERS = 3;
  private static final int UNITS_PER_COMMIT = 500;

  public DatabaseSettings {
    Must.hold(readers >= 1 && readers <= READERS_MAX, "a database has 1 to 64 readers");
    Must.hold(
        unitsPerCommitMax >= 1 && unitsPerCommitMax <= UNITS_PER_COMMIT_MAX,
        "a commit has 1 to 10,000 units");
  }

  /// The server's database in its data directory, which is created when it is missing.
  public static DatabaseSettings server(Path dataDirectory) {
    return in(dataDirectory, Sharing.SERVER);
  }

  /// The same database for a command that may run beside the server.
  public static DatabaseSettings tool(Path dataDirectory) {
    return in(dataDirectory, Sharing.TOOL);
  }

  private static DatabaseSettings in(Path dataDirectory, Sharing sharing) {
    return new DatabaseSettings(
        dataDirectory.resolve("fleetwire.db"), sharing, READERS, UNITS_PER_COMMIT);
  }
}
