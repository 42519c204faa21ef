package io.fleetwire.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Brings a database up to the scripts of this program, all of them in one transaction: it ends
/// with every table as it should be, or as it was.
///
/// Refuses what it does not understand: the database of another program, scripts that this program
/// does not know (it is older than the database), and scripts that have changed since they ran.
final class Migration {
  /// "FLTW": the mark of our files, <https://www.sqlite.org/pragma.html#pragma_application_id>.
  private static final int APPLICATION_ID = 0x464c5457;

  private static final String LEDGER =
      """
      CREATE TABLE schema_script (
        room     TEXT NOT NULL,  -- whose tables the script makes
        name     TEXT NOT NULL,  -- its file name
        checksum TEXT NOT NULL,  -- SHA-256 of its text, hexadecimal
        PRIMARY KEY (room, name)
      ) STRICT, WITHOUT ROWID;
      """;

  private final SqlConnection connection;
  private final List<Schema> schemas;

  /// `connection` has the role {@link SqliteFile.Role#MIGRATION}.
  Migration(SqlConnection connection, List<Schema> schemas) {
    this.connection = connection;
    this.schemas = schemas;
  }

  private record Key(String room, String name) {
    @Override
    public String toString() {
      return room + "/" + name;
    }
  }

  /// Runs the scripts that have not run yet.
  void run() throws SQLException {
    mustBeOurs();
    connection.update("BEGIN IMMEDIATE");
    try {
      if (isEmpty()) {
        connection.script(LEDGER);
        connection.script("PRAGMA application_id=" + APPLICATION_ID);
      }
      apply(applied());
      mustReferToRows();
      connection.update("COMMIT");
    } catch (Throwable e) {
      connection.rollback();
      throw e;
    }
  }

  /// Throws when there is a script that has not run yet.
  void mustBeDone() {
    mustBeOurs();
    Map<Key, String> applied = isEmpty() ? Map.of() : applied();
    boolean done = check(applied).stream().allMatch(pending -> pending.scripts().isEmpty());
    if (!done) {
      throw new DatabaseRefusedException(
          "the database has the tables of an older version, and a server is using it;"
              + " stop that server, start the new version once, and try again");
    }
  }

  private void apply(Map<Key, String> applied) throws SQLException {
    for (Schema pending : check(applied)) {
      for (Schema.Script script : pending.scripts()) {
        apply(new Key(pending.name(), script.name()), script.text());
      }
    }
  }

  private void apply(Key key, String text) throws SQLException {
    try {
      connection.script(text);
    } catch (SQLException e) {
      if (SqlFault.advice(e).isEmpty()) {
        throw new AssertionError("the script " + key + " is wrong: " + e.getMessage(), e);
      }
      throw e;
    }
    connection.update(
        "INSERT INTO schema_script (room, name, checksum) VALUES (?, ?, ?)",
        key.room(),
        key.name(),
        checksum(text));
  }

  /// What has not run yet, room by room; throws when what has run is not what we know.
  private List<Schema> check(Map<Key, String> applied) {
    Set<Key> unknown = new HashSet<>(applied.keySet());
    List<Schema> pending = schemas.stream().map(schema -> check(schema, applied, unknown)).toList();
    if (!unknown.isEmpty()) {
      throw new DatabaseRefusedException(
          "the database was last used by a newer version (it has run "
              + unknown.stream().map(Key::toString).sorted().toList()
              + "); start that version, or restore a backup from before it");
    }
    return pending;
  }

  private static Schema check(Schema schema, Map<Key, String> applied, Set<Key> unknown) {
    int count = 0;
    for (Schema.Script script : schema.scripts()) {
      Key key = new Key(schema.name(), script.name());
      String checksum = applied.get(key);
      if (checksum == null) {
        break;
      }
      if (!checksum.equals(checksum(script.text()))) {
        throw new DatabaseRefusedException(
            "the script "
                + key
                + " is not the one that made this database;"
                + " start the version that did, or restore its scripts");
      }
      unknown.remove(key);
      count++;
    }
    return new Schema(schema.name(), schema.scripts().subList(count, schema.scripts().size()));
  }

  private void mustBeOurs() {
    long id = connection.find("PRAGMA application_id", row -> row.longAt(1)).orElseThrow();
    if (id != APPLICATION_ID && !(id == 0 && isEmpty())) {
      throw new DatabaseRefusedException(
          "the file is the database of another program; name another data folder");
    }
  }

  private boolean isEmpty() {
    return connection.list("SELECT name FROM sqlite_schema LIMIT 1", row -> row.text(1)).isEmpty();
  }

  private Map<Key, String> applied() {
    Map<Key, String> applied = new HashMap<>();
    connection.list(
        "SELECT room, name, checksum FROM schema_script",
        row -> applied.put(new Key(row.text(1), row.text(2)), row.text(3)) == null);
    return applied;
  }

  private void mustReferToRows() {
    List<String> broken = connection.list("PRAGMA foreign_key_check", row -> row.text(1));
    if (!broken.isEmpty()) {
      throw new AssertionError("after the scripts, rows refer to nothing in " + broken);
    }
  }

  private static String checksum(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
