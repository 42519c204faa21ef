package io.fleetwire.store;

import io.fleetwire.engine.Must;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Changes of single rows on their way to a database that is a round trip away: they go together,
/// before anything looks at their table. Confined to the writer's thread.
///
/// Each statement's rows keep their order. Those of different statements do not, so one that
/// touches a row that is still to be sent under another statement waits until that is done: a row
/// is known by its table and by the statement's first parameter.
final class CollectedRows {
  /// Enough to make the round trip cheap; more would only keep memory.
  private static final int ROWS_MAX = 500;

  private static final Pattern TABLE = Pattern.compile("(?:INSERT INTO|DELETE FROM)\\s+(\\w+)\\b");

  private final Map<String, Rows> collected = new LinkedHashMap<>();

  private static final class Rows {
    private final PreparedStatement statement;
    private final String table;
    private final Set<@Nullable Object> keys = new HashSet<>();
    private int count;

    Rows(PreparedStatement statement, String sql) {
      Matcher found = TABLE.matcher(sql);
      Must.hold(found.lookingAt(), "what is collected is inserted or deleted");
      this.statement = statement;
      this.table = found.group(1);
    }
  }

  /// Makes ready for a row of `sql`: to be called before its statement is given the row.
  void expect(String sql, @Nullable Object key) throws SQLException {
    Rows own = collected.get(sql);
    boolean known = own != null && own.keys.contains(key);
    if (!known && isElsewhere(sql, key)) {
      send();
    }
  }

  private boolean isElsewhere(String sql, @Nullable Object key) {
    for (Map.Entry<String, Rows> other : collected.entrySet()) {
      if (!other.getKey().equals(sql)
          && other.getValue().keys.contains(key)
          && names(sql, other.getValue().table)) {
        return true;
      }
    }
    return false;
  }

  /// Takes the row that `statement`, which is that of `sql`, has been given.
  void add(String sql, PreparedStatement statement, @Nullable Object key) throws SQLException {
    Rows rows = collected.computeIfAbsent(sql, _ -> new Rows(statement, sql));
    Must.hold(rows.statement.equals(statement), "a statement that has rows is kept");
    statement.addBatch();
    rows.keys.add(key);
    if (++rows.count >= ROWS_MAX) {
      collected.remove(sql);
      send(rows);
    }
  }

  /// Sends what `sql` may look at.
  void sendFor(String sql) throws SQLException {
    if (collected.isEmpty()) {
      return;
    }
    List<String> touched =
        collected.entrySet().stream()
            .filter(entry -> names(sql, entry.getValue().table))
            .map(Map.Entry::getKey)
            .toList();
    for (String key : touched) {
      send(key);
    }
  }

  /// Sends everything.
  void send() throws SQLException {
    for (String key : List.copyOf(collected.keySet())) {
      send(key);
    }
  }

  private void send(String key) throws SQLException {
    Rows rows = collected.remove(key);
    if (rows != null) {
      send(rows);
    }
  }

  private static void send(Rows rows) throws SQLException {
    try {
      for (int count : rows.statement.executeBatch()) {
        Must.hold(
            count == 1 || count == Statement.SUCCESS_NO_INFO, "each statement changes one row");
      }
    } finally {
      rows.statement.clearBatch();
    }
  }

  /// Drops what has not been sent.
  void drop() {
    for (Rows rows : collected.values()) {
      try {
        rows.statement.clearBatch();
      } catch (SQLException _) {
        // It is closed, because it has failed: there is nothing to drop.
      }
    }
    collected.clear();
  }

  /// Whether `sql` has `table` in it, as a word. It may be the name of a column: then what could
  /// have waited is sent.
  private static boolean names(String sql, String table) {
    for (int at = sql.indexOf(table); at >= 0; at = sql.indexOf(table, at + 1)) {
      if (!isLetter(sql, at - 1) && !isLetter(sql, at + table.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLetter(String sql, int at) {
    return at >= 0
        && at < sql.length()
        && (sql.charAt(at) == '_' || Character.isLetterOrDigit(sql.charAt(at)));
  }
}
