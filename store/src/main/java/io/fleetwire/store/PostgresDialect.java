package io.fleetwire.store;

import java.sql.Connection;
import java.sql.SQLException;

/// PostgreSQL, as far as it does not understand what SQLite understands.
enum PostgresDialect implements Dialect {
  /// One transaction at a time, also of a command beside the server: each waits for the one before,
  /// as SQLite lets them wait, so that what a unit has read is still so when it commits.
  WRITING {
    @Override
    public void begin(SqlConnection connection) {
      connection.list(TAKE_TURN, _ -> true);
    }
  },
  /// The driver begins with the first statement.
  READING {
    @Override
    public void begin(SqlConnection connection) {}
  };

  /// Waits for the transaction before, whosever it is.
  static final String TAKE_TURN =
      "SELECT pg_advisory_xact_lock(" + PostgresServer.WRITING_LOCK + ")";

  @Override
  public boolean isFar() {
    return true;
  }

  @Override
  public String statement(String common) {
    return common.replace("json_each(?)", "json_array_elements_text(CAST(? AS json))");
  }

  @Override
  public String script(String common) {
    return PostgresScript.of(common);
  }

  /// A text of PostgreSQL has no NUL; it gets the character that stands for what cannot be shown.
  @Override
  public String text(String value) {
    return value.indexOf('\0') < 0 ? value : value.replace('\0', '\uFFFD');
  }

  @Override
  public void commit(SqlConnection connection) throws SQLException {
    connection.raw().commit();
  }

  @Override
  public void rollback(SqlConnection connection) throws SQLException {
    connection.raw().rollback();
  }

  // Each statement has a time limit at the server. To end one from here is to end whatever runs
  // when the wish arrives, which may be somebody else's.
  @Override
  public void interrupt(Connection connection) {}
}
