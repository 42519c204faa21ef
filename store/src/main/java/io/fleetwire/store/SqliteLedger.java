package io.fleetwire.store;

import java.sql.SQLException;
import java.util.List;

/// The ledger of a database in a file.
record SqliteLedger(SqlConnection connection) implements Ledger {
  /// "FLTW": the mark of our files, <https://www.sqlite.org/pragma.html#pragma_application_id>.
  private static final int APPLICATION_ID = 0x464c5457;

  @Override
  public boolean isEmpty() {
    return connection.list("SELECT name FROM sqlite_schema LIMIT 1", row -> row.text(1)).isEmpty();
  }

  @Override
  public boolean isOurs() {
    long id = connection.find("PRAGMA application_id", row -> row.longAt(1)).orElseThrow();
    return id == APPLICATION_ID || (id == 0 && isEmpty());
  }

  // Who may change it has the lock on its file.
  @Override
  public void mustBeUnused() {}

  @Override
  public void create() throws SQLException {
    connection.script(Migration.LEDGER);
    connection.script("PRAGMA application_id=" + APPLICATION_ID);
  }

  @Override
  public List<String> broken() {
    return connection.list("PRAGMA foreign_key_check", row -> row.text(1));
  }
}
