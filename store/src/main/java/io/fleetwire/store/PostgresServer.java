package io.fleetwire.store;

import io.fleetwire.engine.Ids;
import io.fleetwire.engine.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// A database in a PostgreSQL server, and how each kind of connection to it is set up. Thread-safe.
///
/// Many servers may share it, each as a node: what they know of each other is their {@link House}.
///
/// <https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS> and
/// <https://jdbc.postgresql.org/documentation/use/> are the references.
final class PostgresServer implements Driver {
  /// "FLTW", and what for. Locks are numbers that programs agree on.
  static final long WRITING_LOCK = 0x464c5457_0001L;

  private static final String CONNECT_SECONDS = "5";

  /// No statement of ours takes a minute: who waits longer for an answer waits for a machine that
  /// is gone.
  private static final String ANSWER_SECONDS = "60";

  /// A start takes some seconds, and until it has ended a node has nothing to lose.
  private static final Duration LEASE_AT_START = Duration.ofSeconds(30);

  /// A commit is answered when it is on the disk, whatever the database's own setting; it may be
  /// set to wait for a standby as well.
  private static final String DURABLE =
      """
      SELECT set_config('synchronous_commit', 'on', false)
      WHERE current_setting('synchronous_commit') = 'off';
      """;

  /// Views: <https://www.postgresql.org/docs/current/view-pg-locks.html>, where a lock by one
  /// number is told in two halves.
  private static final String END_THE_SILENT =
      """
      SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
      WHERE locktype = 'advisory' AND granted AND objsubid = 1
        AND (CAST(classid AS BIGINT) << 32) + CAST(objid AS BIGINT) = %d
        AND datname = current_database() AND usename = current_user
        AND wait_event_type = 'Client'
        AND greatest(query_start, state_change) < clock_timestamp() - interval '3s';
      """
          .formatted(WRITING_LOCK);

  private final PostgresUrl url;
  private @Nullable House house;
  private @Nullable Ear ear;

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
      new Migration(connection, new PostgresLedger(connection), schemas).run();
      house = new House(join(connection, sharing));
    }
  }

  private static House.Self join(SqlConnection connection, DatabaseSettings.Sharing sharing) {
    return switch (sharing) {
      case TOOL -> House.Self.GUEST;
      case SERVER -> {
        connection.begin();
        House.Self self = NodeTables.join(connection, LEASE_AT_START, Ids.NODES_MAX);
        connection.commit();
        yield self;
      }
    };
  }

  @Override
  public Optional<House> house() {
    return Optional.ofNullable(house);
  }

  @Override
  public void listen() throws SQLException {
    if (house != null && house.self().isNode()) {
      ear = new Ear(this, house);
      ear.start();
    }
  }

  @Override
  public SqlConnection tryConnect(Role role) throws SQLException {
    Connection raw =
        DriverManager.getConnection("jdbc:postgresql://" + url.hosts() + "/", properties(role));
    SqlConnection connection =
        new SqlConnection(raw, isReading(role) ? PostgresDialect.READING : PostgresDialect.WRITING);
    try {
      try (Statement statement = raw.createStatement()) {
        statement.execute(settings(role));
      }
      raw.setAutoCommit(role == Role.LISTENER);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private Properties properties(Role role) {
    Properties properties = new Properties();
    properties.putAll(url.options());
    properties.setProperty("PGDBNAME", url.database());
    properties.setProperty("user", url.user());
    url.password().map(Secret::reveal).ifPresent(p -> properties.setProperty("password", p));
    properties.setProperty("ApplicationName", "fleetwire");
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    // To make an index of a large table takes as long as it takes.
    properties.setProperty("socketTimeout", role == Role.MIGRATION ? "0" : ANSWER_SECONDS);
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
  //
  // A process that stops in the middle of a transaction, or while it waits for its turn and then
  // gets it, keeps all others waiting: for less time than they have patience for theirs
  // (`lock_timeout`), so that their callers wait and are not refused. PostgreSQL counts how long a
  // transaction is idle, but not how long it waits for the rest of a message. So whoever has waited
  // in vain, and therefore comes with a new connection, ends the one who has the turn and says
  // nothing.
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
              SET idle_session_timeout = 0; SET idle_in_transaction_session_timeout = '3s';
              SET lock_timeout = '5s';
              """
              + END_THE_SILENT;
      case LISTENER -> "SET idle_session_timeout = 0; SET statement_timeout = '30s'";
      case CHECKPOINT -> throw new AssertionError("PostgreSQL moves its log by itself");
    };
  }

  private static boolean isReading(Role role) {
    return switch (role) {
      case READER, LISTENER -> true;
      case MIGRATION, WRITER, CHECKPOINT -> false;
    };
  }

  @Override
  public void close() {
    if (ear != null) {
      ear.close();
    }
  }
}
