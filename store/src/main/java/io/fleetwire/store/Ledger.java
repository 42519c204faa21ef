package io.fleetwire.store;

import java.sql.SQLException;
import java.util.List;

/// Where a database says what it is, and which scripts have run.
sealed interface Ledger permits SqliteLedger, PostgresLedger {

  /// Whether there are no tables at all.
  boolean isEmpty();

  /// Whether it is the database of this program, or of none.
  boolean isOurs();

  /// Makes sure that no server uses the database, before its tables are changed. Throws {@link
  /// DatabaseRefusedException} when one does.
  void mustBeUnused();

  /// Makes an empty database ours.
  void create() throws SQLException;

  /// The tables whose rows refer to nothing.
  List<String> broken();
}
