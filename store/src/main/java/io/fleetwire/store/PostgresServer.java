package io.fleetwire.store;

import io.fleetwire.engine.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// A database in a PostgreSQL server, and how each kind of connection to it is set up. Thread-safe.
///
/// One server of ours uses it at a time. The writer's connection has a lock that the database gives
/// up when the connection ends, and a server that has lost it takes it again only while nobody else
/// had it meanwhile: what it keeps in memory would be old. So a commit always comes from the server
/// that the database belongs to.
///
/// <https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS> and
/// <https://jdbc.postgresql.org/documentation/use/> are the references.
final class PostgresServer implements Driver {
  /// "FLTW", and what for. Locks are numbers that programs agree on.
  static final long WRITING_LOCK = 0x464c5457_0001L;

  private static final long SERVING_LOCK = 0x464c5457_0002L;

  /// Our own: the database belongs to another server by now.
  static final String TAKEN = "FW001";

  private static final String CONNECT_SECONDS = "5";

  /// No statement of ours takes a minute: who waits longer for an answer waits for a machine that
  /// is gone.
  private static final String ANSWER_SECONDS = "60";

  private static final long NO_TURN = -1;

  /// A commit is answered when it is on the disk, whatever the database's own setting; it may be
  /// set to wait for a standby as well.
  private static final String DURABLE =
      """
      SELECT set_config('synchronous_commit', 'on', false)
      WHERE current_setting('synchronous_commit') = 'off';
      """;

  private final PostgresUrl url;
  private volatile long turn = NO_TURN;
  private volatile long lastWriter;

  PostgresServer(PostgresUrl url) {
    this.url = url;
  }

  @Override
  public String toString() {
    return url.toString();
  }

  @Override
  public boolean hasLog() {
    return false;
  }

  @Override
  public void prepare(List<Schema> schemas, DatabaseSettings.Sharing sharing) throws SQLException {
    try (SqlConnection connection = tryConnect(Role.MIGRATION)) {
      new PostgresFitness(connection).check();
      boolean alone = tryLock(connection);
      if (!alone && sharing == DatabaseSettings.Sharing.SERVER) {
        throw new DatabaseRefusedException(
            this + " is in use by another server; stop that one, or name another database");
      }
      PostgresLedger ledger = new PostgresLedger(connection);
      Migration migration = new Migration(connection, ledger, schemas);
      if (alone) {
        migration.run();
      } else {
        migration.mustBeDone();
      }
      if (sharing == DatabaseSettings.Sharing.SERVER) {
        connection.begin();
        turn = ledger.takeTurn();
        connection.commit();
      }
    }
  }

  @Override
  public SqlConnection tryConnect(Role role) throws SQLException {
    Connection raw =
        DriverManager.getConnection("jdbc:postgresql://" + url.hosts() + "/", properties());
    SqlConnection connection =
        new SqlConnection(
            raw, role == Role.READER ? PostgresDialect.READING : PostgresDialect.WRITING);
    try {
      try (Statement statement = raw.createStatement()) {
        statement.execute(settings(role));
      }
      raw.setAutoCommit(false);
      if (role == Role.WRITER && turn != NO_TURN) {
        takeOver(connection);
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(url.options());
    properties.setProperty("PGDBNAME", url.database());
    properties.setProperty("user", url.user());
    url.password().map(Secret::reveal).ifPresent(p -> properties.setProperty("password", p));
    properties.setProperty("ApplicationName", "fleetwire");
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("socketTimeout", ANSWER_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    if (url.hosts().contains(",")) {
      properties.setProperty("targetServerType", "primary");
    }
    properties.setProperty("reWriteBatchedInserts", "true");
    // Each statement is prepared once, when it is first used, and kept with its connection.
    properties.setProperty("prepareThreshold", "1");
    return properties;
  }

  // A plan that is made while a table is empty reads all of it, and would be kept when it is full.
  // Readers, who ask for much, have one made each time. What the writer does is small and done
  // often: a third of its time went into plans. It is made to go by the indexes, however few rows
  // there are.
  private static String settings(Role role) {
    return switch (role) {
      case MIGRATION -> DURABLE + "SET statement_timeout = 0";
      case READER ->
          """
          SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
          SET plan_cache_mode = force_custom_plan;
          SET statement_timeout = '30s';
          SET idle_session_timeout = 0; SET idle_in_transaction_session_timeout = 0;
          """;
      case WRITER ->
          DURABLE
              + """
              SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE;
              SET enable_seqscan = off; SET enable_bitmapscan = off;
              SET enable_hashjoin = off; SET enable_mergejoin = off;
              SET statement_timeout = '30s';
              SET idle_session_timeout = 0; SET idle_in_transaction_session_timeout = 0;
              SET lock_timeout = '5s';
              """;
      case CHECKPOINT -> throw new AssertionError("PostgreSQL moves its log by itself");
    };
  }

  /// Makes the writer's connection the one that serves.
  private void takeOver(SqlConnection connection) throws SQLException {
    if (!tryLock(connection)) {
      endLastWriter(connection);
      throw new SQLException("an earlier connection has not ended yet", "57P01");
    }
    if (new PostgresLedger(connection).turn() != turn) {
      throw new SQLException("another server has used the database meanwhile", TAKEN);
    }
    lastWriter = connection.find("SELECT pg_backend_pid()", row -> row.longAt(1)).orElseThrow();
    connection.commit();
  }

  private static boolean tryLock(SqlConnection connection) {
    return connection
        .find("SELECT pg_try_advisory_lock(?)", row -> row.booleanAt(1), SERVING_LOCK)
        .orElseThrow();
  }

  // The network may have cut us off from it without its knowing.
  private void endLastWriter(SqlConnection connection) {
    connection.list(
        """
        SELECT pg_terminate_backend(pid) FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND pid = ?
          AND (classid::bigint << 32) + objid::bigint = ?
        """,
        row -> row.booleanAt(1),
        lastWriter,
        SERVING_LOCK);
  }

  @Override
  public Fate fate(SqlConnection connection, String transaction) {
    Optional<String> status =
        connection
            .find("SELECT pg_xact_status(CAST(? AS xid8))", row -> row.findText(1), transaction)
            .orElseThrow();
    connection.commit();
    return switch (status.orElse("forgotten")) {
      case "committed" -> Fate.COMMITTED;
      case "aborted" -> Fate.ROLLED_BACK;
      case "in progress" -> Fate.OPEN;
      default -> throw new AssertionError("a transaction of ours cannot be " + status);
    };
  }

  @Override
  public void close() {
    // The locks have ended with their connections.
  }
}
