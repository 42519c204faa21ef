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
    if (this instanceof Folder(Path data) && !Files.isRegularFile(data.resolve(SqliteFile.NAME))) {
      throw new DatabaseRefusedException(
          "there is no database in " + data + "; name the server's folder by --data");
    }
  }

  /// In a file of a data directory, which is created when it is missing.
  record Folder(Path dataDirectory) implements DatabaseHome {
    @Override
    public String toString() {
      return dataDirectory.toString();
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
