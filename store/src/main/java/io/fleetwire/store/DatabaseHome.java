package io.fleetwire.store;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where a database is.
public sealed interface DatabaseHome {

  /// In the PostgreSQL server that `url` names. Throws {@link IllegalArgumentException} as {@link
  /// PostgresUrl#parse} does.
  static DatabaseHome server(String url) {
    return new Server(PostgresUrl.parse(url));
  }

  /// Throws {@link DatabaseRefusedException} where an embedded database has not been made yet: who
  /// asks something of it means another folder, and would be told of an empty one.
  default void requireDatabase() {
    if (!isMade()) {
      throw new DatabaseRefusedException(
          "there is no database in " + this + "; name the server's folder by --data");
    }
  }

  /// Whether an embedded database was made here. In a PostgreSQL server somebody else makes it.
  default boolean isMade() {
    return !(this instanceof Folder(Path data))
        || Files.isRegularFile(data.resolve(SqliteFile.NAME));
  }

  /// In a file of a data directory, which is created when it is missing.
  record Folder(Path dataDirectory) implements DatabaseHome {
    /// As everybody finds it, wherever they stand.
    @Override
    public String toString() {
      return dataDirectory.toAbsolutePath().normalize().toString();
    }
  }

  /// In a PostgreSQL server, where it must be there already.
  record Server(PostgresUrl url) implements DatabaseHome {
    @Override
    public String toString() {
      return url.toString();
    }
  }
}
