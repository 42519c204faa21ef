package io.fleetwire.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;

/// SQLite, which the rooms' SQL is written for.
enum SqliteDialect implements Dialect {
  /// Takes the file for itself at once, so that no unit has to begin anew.
  WRITING("BEGIN IMMEDIATE"),
  READING("BEGIN");

  private final String begin;

  SqliteDialect(String begin) {
    this.begin = begin;
  }

  @Override
  public boolean isFar() {
    return false;
  }

  @Override
  public String statement(String common) {
    return common;
  }

  @Override
  public String script(String common) {
    return common;
  }

  @Override
  public String text(String value) {
    return value;
  }

  @Override
  public void begin(SqlConnection connection) {
    connection.update(begin);
  }

  @Override
  public void commit(SqlConnection connection) {
    connection.update("COMMIT");
  }

  // It may have ended by itself: SQLite rolls back on its own when the disk is full or fails.
  @Override
  public void rollback(SqlConnection connection) throws SQLException {
    try {
      connection.script("ROLLBACK");
    } catch (SQLException e) {
      if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
        throw e;
      }
    }
  }

  @Override
  public void interrupt(Connection connection) {
    try {
      ((SQLiteConnection) connection).getDatabase().interrupt();
    } catch (SQLException _) {
      // It is closed, so nothing is running.
    }
  }
}
