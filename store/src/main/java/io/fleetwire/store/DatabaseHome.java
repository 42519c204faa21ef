package io.fleetwire.store;

import java.nio.file.Path;

/// Where a database is.
public sealed interface DatabaseHome {

  /// In the PostgreSQL server that `url` names. Throws {@link IllegalArgumentException} as {@link
  /// PostgresUrl#parse} does.
  static DatabaseHome server(String url) {
    return new Server(PostgresUrl.parse(url));
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
