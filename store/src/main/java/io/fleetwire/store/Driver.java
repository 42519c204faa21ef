package io.fleetwire.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// One kind of database: how it is made ready, and how to come to it. Prints as where it is,
/// without secrets.
sealed interface Driver extends AutoCloseable permits SqliteFile, PostgresServer {

  /// Brings the tables up to `schemas`, and claims the database where `sharing` wants that. Throws
  /// {@link DatabaseRefusedException} when that cannot be; the tables are then as they were.
  void prepare(List<Schema> schemas, DatabaseSettings.Sharing sharing)
      throws SQLException, IOException;

  /// A connection for its role.
  SqlConnection tryConnect(Role role) throws SQLException;

  default SqlConnection connect(Role role) {
    try {
      return tryConnect(role);
    } catch (SQLException e) {
      throw SqlFault.of("cannot open " + this, e);
    }
  }

  /// What this process knows of others that write to the same database; nothing where there cannot
  /// be any. After {@link #prepare}.
  default Optional<House> house() {
    return Optional.empty();
  }

  /// Begins to hear what other nodes tell.
  default void listen() throws SQLException {}

  /// Whether somebody has to move the database's log into its file.
  boolean hasLog();

  /// Gives up the claim. All connections are closed before.
  @Override
  void close();
}
