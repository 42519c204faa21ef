package io.fleetwire.store;

import io.fleetwire.testkit.TrialDatabase;
import java.nio.file.Path;
import java.util.List;

/// Databases for the tests, of whichever kind.
final class Homes {
  private Homes() {}

  /// A new one: in `folder` where it is a file, and with the tables of `schema` where it is not.
  static DatabaseHome of(TrialDatabase kind, Path folder, Schema schema) {
    return kind.url(schema.name(), url -> Database.open(tool(url), List.of(schema)).close())
        .map(DatabaseHome::server)
        .orElseGet(() -> new DatabaseHome.Folder(folder));
  }

  private static DatabaseSettings tool(String url) {
    return DatabaseSettings.tool(DatabaseHome.server(url));
  }
}
