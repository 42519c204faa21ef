package io.fleetwire.store;

import java.sql.Connection;
import java.sql.SQLException;

/// How a connection is spoken to, where the kinds of database differ. The rooms write one SQL that
/// both understand; what cannot be written so has its place here.
sealed interface Dialect permits SqliteDialect, PostgresDialect {

  /// A statement of the rooms, as this kind of database wants it.
  String statement(String common);

  /// A script of tables, as this kind of database wants it.
  String script(String common);

  /// Whether a statement is a journey, so that rows had better travel together.
  boolean isFar();

  /// A text as a column can hold it.
  String text(String value);

  /// Begins a transaction.
  void begin(SqlConnection connection);

  void commit(SqlConnection connection) throws SQLException;

  void rollback(SqlConnection connection) throws SQLException;

  /// Ends the statement that is running, if there is one. From any thread.
  void interrupt(Connection connection);
}
