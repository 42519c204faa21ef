package io.fleetwire.store;

import io.fleetwire.engine.Must;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connection and the statements that it has prepared. Confined to one thread, but for {@link
/// #interrupt}.
final class SqlConnection implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SqlConnection.class.getName());

  /// All statements of all rooms are fewer; the limit is for the day that somebody builds SQL from
  /// values, and makes that slow instead of making memory grow.
  private static final int STATEMENTS_MAX = 256;

  /// A list that is longer wants paging, and is a bug before it is an outage.
  private static final int ROWS_MAX = 1_000_000;

  private final Connection connection;
  private final Dialect dialect;
  private final Map<String, Prepared> prepared = new LinkedHashMap<>(64, 0.75f, true);
  private final CollectedRows collected = new CollectedRows();
  private boolean reading;
  private boolean presuming;

  // The count is kept because a parameter that is left out would have the value of the last time.
  private record Prepared(PreparedStatement statement, int parameters) {}

  SqlConnection(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    Must.hold(!reading, "a row's mapper does not query");
    sendFor(sql);
    try (ResultSet results = bind(sql, parameters).executeQuery()) {
      return list(results, mapper);
    } catch (SQLException e) {
      forget(sql);
      throw SqlFault.of("cannot read", e);
    }
  }

  /// The same for two queries that travel together: what the second one finds, which looks when the
  /// first one is done.
  <T> List<T> listSecond(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    Must.hold(!reading, "a row's mapper does not query");
    sendFor(sql);
    try {
      PreparedStatement both = bind(sql, parameters);
      both.execute();
      Must.hold(both.getMoreResults(), "there are two queries");
      try (ResultSet results = both.getResultSet()) {
        return list(results, mapper);
      }
    } catch (SQLException e) {
      forget(sql);
      throw SqlFault.of("cannot read", e);
    }
  }

  private <T> List<T> list(ResultSet results, RowMapper<T> mapper) throws SQLException {
    reading = true;
    try {
      Row row = new Row(results);
      List<T> list = new ArrayList<>();
      while (results.next()) {
        Must.hold(list.size() < ROWS_MAX, "a list has at most a million rows");
        list.add(mapper.map(row));
      }
      return list;
    } finally {
      reading = false;
    }
  }

  <T> Optional<T> find(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    List<T> found = list(sql, mapper, parameters);
    Must.hold(found.size() <= 1, "a query that finds one row finds no more");
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
  }

  int update(String sql, @Nullable Object... parameters) {
    Must.hold(!reading, "a row's mapper does not write");
    sendFor(sql);
    try {
      return bind(sql, parameters).executeUpdate();
    } catch (SQLException e) {
      forget(sql);
      throw SqlFault.of("cannot write", e);
    }
  }

  /// Inserts or deletes the one row whose key is the first parameter, at the latest before anything
  /// looks at its table, and returns whether it was as the statement takes it to be.
  ///
  /// While this presumes, it answers yes without having asked: where that is wrong, it throws
  /// later.
  boolean change(String sql, @Nullable Object... parameters) {
    if (!dialect.isFar() || !presuming) {
      return update(sql, parameters) == 1;
    }
    Must.hold(!reading, "a row's mapper does not write");
    try {
      collected.expect(sql, parameters[0]);
      collected.add(sql, bind(sql, parameters), parameters[0]);
      return true;
    } catch (SQLException e) {
      forget(sql);
      throw SqlFault.of("cannot write", e);
    }
  }

  /// Whether from now on rows are taken to be as statements expect them, so that they can travel
  /// together.
  void presume(boolean presumes) {
    presuming = presumes;
  }

  /// Sends the changes that have not been sent.
  void flush() {
    try {
      collected.send();
    } catch (SQLException e) {
      throw SqlFault.of("cannot write", e);
    }
  }

  private void sendFor(String sql) {
    try {
      collected.sendFor(sql);
    } catch (SQLException e) {
      throw SqlFault.of("cannot write", e);
    }
  }

  /// Forgets the changes that have not been sent.
  void dropUnsent() {
    collected.drop();
  }

  /// Runs statements that are used too seldom to keep, several at once if need be.
  void script(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(dialect.script(sql));
    }
  }

  void begin() {
    dialect.begin(this);
  }

  void commit() {
    try {
      dialect.commit(this);
    } catch (SQLException e) {
      throw SqlFault.of("cannot commit", e);
    }
  }

  /// Ends the transaction without effect.
  void rollback() {
    dropUnsent();
    try {
      dialect.rollback(this);
    } catch (SQLException e) {
      throw SqlFault.of("cannot roll back", e);
    }
  }

  /// Ends the statement that is running, if there is one. From any thread.
  void interrupt() {
    dialect.interrupt(connection);
  }

  /// The driver's own connection, for what only it can do.
  Connection raw() {
    return connection;
  }

  /// Rolls back what is not committed. Never fails: a connection is also closed because it has
  /// failed.
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.WARNING, "A connection to the database did not close", e);
    }
  }

  private PreparedStatement bind(String sql, @Nullable Object... parameters) throws SQLException {
    Prepared known = prepared.get(sql);
    if (known == null) {
      known = prepare(sql);
    }
    Must.hold(parameters.length == known.parameters(), "each question mark has its parameter");
    for (int i = 0; i < parameters.length; i++) {
      bind(known.statement(), i + 1, parameters[i]);
    }
    return known.statement();
  }

  private Prepared prepare(String sql) throws SQLException {
    if (prepared.size() >= STATEMENTS_MAX) {
      flush();
      forget(prepared.keySet().iterator().next());
    }
    PreparedStatement statement = connection.prepareStatement(dialect.statement(sql));
    Prepared made = new Prepared(statement, questionMarks(sql));
    prepared.put(sql, made);
    return made;
  }

  // No text in our SQL has one. A driver would ask the server for each statement.
  private static int questionMarks(String sql) {
    return Math.toIntExact(sql.chars().filter(character -> character == '?').count());
  }

  // The driver closes some statements that have failed, and not others.
  private void forget(String sql) {
    Prepared failed = prepared.remove(sql);
    if (failed != null) {
      close(failed);
    }
  }

  private static void close(Prepared statement) {
    try {
      statement.statement().close();
    } catch (SQLException _) {
      // The failure that is being told already is repeated; the statement is closed.
    }
  }

  // Every number has one type: a statement is prepared for the types of its parameters.
  private void bind(PreparedStatement statement, int at, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(at, Types.NULL);
      case Long number -> statement.setLong(at, number);
      case Integer number -> statement.setLong(at, number);
      case String text -> statement.setString(at, dialect.text(text));
      case byte[] bytes -> statement.setBytes(at, bytes);
      case Instant instant -> statement.setLong(at, instant.toEpochMilli());
      case Boolean flag -> statement.setLong(at, flag ? 1 : 0);
      case Double number -> statement.setDouble(at, number);
      default -> throw new AssertionError("no column takes a " + value.getClass().getName());
    }
  }
}
