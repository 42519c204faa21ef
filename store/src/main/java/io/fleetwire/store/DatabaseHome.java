package io.fleetwire.store;

import java.nio.file.Path;

/// Where a database is.
public sealed interface DatabaseHome {

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
