package io.fleetwire.store;

import java.sql.SQLException;
import java.util.List;

/// The ledger of a schema in a PostgreSQL server.
record PostgresLedger(SqlConnection connection) implements Ledger {
  private static final String NODES =
      """
      -- What transactions of all servers pass on, one after the other.
      CREATE TABLE turn (
        commits     INTEGER NOT NULL, -- how many there were that changed anything
        last_id     INTEGER NOT NULL, -- the greatest id that any of them has given
        generations INTEGER NOT NULL  -- how many nodes there ever were
      ) STRICT;
      INSERT INTO turn (commits, last_id, generations) VALUES (0, 0, 0);

      -- Values that servers keep in memory.
      CREATE TABLE mirror (
        name       TEXT NOT NULL PRIMARY KEY, -- which one
        changed_in INTEGER NOT NULL           -- the last of the commits that changed it
      ) STRICT, WITHOUT ROWID;

      -- Servers that share the database.
      CREATE TABLE node (
        number       INTEGER NOT NULL PRIMARY KEY CHECK (number BETWEEN 0 AND 1023), -- in its ids
        generation   INTEGER NOT NULL UNIQUE, -- which of all that ever were
        name         TEXT NOT NULL,           -- where it runs, for people
        leased_until INTEGER NOT NULL,        -- others may bury it then
        serves       INTEGER NOT NULL CHECK (serves IN (0, 1)), -- whether it takes lanes
        last_mark    INTEGER NOT NULL         -- of its last durable transaction
      ) STRICT, WITHOUT ROWID;

      -- Lanes that belong to a node.
      CREATE TABLE lane (
        lane INTEGER NOT NULL PRIMARY KEY CHECK (lane BETWEEN 0 AND 255), -- which one
        node INTEGER NOT NULL                                             -- whose
      ) STRICT, WITHOUT ROWID;

      -- What servers tell each other, for a while.
      CREATE TABLE hint (
        number    INTEGER NOT NULL PRIMARY KEY CHECK (number > 0), -- of the commit that tells
        node      INTEGER NOT NULL, -- who tells; -1 a command beside the servers
        news      INTEGER NOT NULL CHECK (news IN (0, 1)), -- endpoints, nodes or lanes have changed
        endpoints TEXT NOT NULL,    -- for which something waits, separated by spaces
        changed   TEXT NOT NULL     -- endpoints that are not as they were, separated by spaces
      ) STRICT, WITHOUT ROWID;
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
    connection.script(NODES);
  }

  // The server checks each statement, also of a script.
  @Override
  public List<String> broken() {
    return List.of();
  }

  // Those whose lease has ended may still live. They find that their place is taken.
  @Override
  public void mustBeUnused() {
    List<String> living = NodeTables.living(connection);
    if (!living.isEmpty()) {
      throw new DatabaseRefusedException(
          "the database has the tables of an older version, and a server is using it ("
              + living.getFirst()
              + "); stop all its servers, start the new version once, and try again");
    }
    NodeTables.buryAll(connection);
  }
}
