package io.fleetwire.store;

import java.sql.SQLException;
import java.util.List;

/// The ledger of a schema in a PostgreSQL server.
record PostgresLedger(SqlConnection connection) implements Ledger {
  /// Counts the servers that have taken the database, so that each knows whether it is the last.
  private static final String TURN =
      """
      CREATE TABLE server_turn (number INTEGER NOT NULL) STRICT;
      INSERT INTO server_turn (number) VALUES (0);
      """;

  @Override
  public boolean isEmpty() {
    return connection
        .list(
            """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            LIMIT 1
            """,
            row -> row.text(1))
        .isEmpty();
  }

  @Override
  public boolean isOurs() {
    return isEmpty()
        || connection
            .find(
                "SELECT to_regclass(quote_ident(current_schema()) || '.schema_script') IS NOT NULL",
                row -> row.booleanAt(1))
            .orElseThrow();
  }

  @Override
  public void create() throws SQLException {
    connection.script(Migration.LEDGER);
    connection.script(TURN);
  }

  // The server checks each statement, also of a script.
  @Override
  public List<String> broken() {
    return List.of();
  }

  /// Takes the database for a new server.
  long takeTurn() {
    return connection
        .find("UPDATE server_turn SET number = number + 1 RETURNING number", row -> row.longAt(1))
        .orElseThrow();
  }

  /// The last server that took it.
  long turn() {
    return connection.find("SELECT number FROM server_turn", row -> row.longAt(1)).orElseThrow();
  }
}
