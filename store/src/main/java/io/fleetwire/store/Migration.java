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
  /// The table of what has run.
  static final String LEDGER =
      """
      CREATE TABLE schema_script (
        room     TEXT NOT NULL,  -- whose tables the script makes
        name     TEXT NOT NULL,  -- its file name
        checksum TEXT NOT NULL,  -- SHA-256 of its text, hexadecimal
        PRIMARY KEY (room, name)
      ) STRICT, WITHOUT ROWID;
      """;

  private final SqlConnection connection;
  private final Ledger ledger;
  private final List<Schema> schemas;

  /// `connection` has the role {@link Role#MIGRATION}, and `ledger` speaks through it.
  Migration(SqlConnection connection, Ledger ledger, List<Schema> schemas) {
    this.connection = connection;
    this.ledger = ledger;
    this.schemas = schemas;
  }

  /// How a script is called in the map of what has run, and in words.
  private static String key(Schema schema, Schema.Script script) {
    return key(schema.name(), script.name());
  }

  private static String key(String room, String script) {
    return room + "/" + script;
  }

  /// Runs the scripts that have not run yet.
  void run() throws SQLException {
    mustBeOurs();
    connection.begin();
    try {
      if (ledger.isEmpty()) {
        ledger.create();
      }
      List<Schema> pending = check(applied());
      if (pending.stream().anyMatch(schema -> !schema.scripts().isEmpty())) {
        ledger.mustBeUnused();
        apply(pending);
      }
      mustReferToRows();
      connection.commit();
    } catch (Throwable e) {
      connection.rollback();
      throw e;
    }
  }

  /// Throws when there is a script that has not run yet.
  void mustBeDone() {
    mustBeOurs();
    Map<String, String> applied = ledger.isEmpty() ? Map.of() : applied();
    boolean done = check(applied).stream().allMatch(pending -> pending.scripts().isEmpty());
    if (!done) {
      throw new DatabaseRefusedException(
          "the database has the tables of an older version, and a server is using it;"
              + " stop that server, start the new version once, and try again");
    }
  }

  private void apply(List<Schema> schemasToMake) throws SQLException {
    for (Schema pending : schemasToMake) {
      for (Schema.Script script : pending.scripts()) {
        apply(pending, script);
      }
    }
  }

  private void apply(Schema schema, Schema.Script script) throws SQLException {
    try {
      connection.script(script.text());
    } catch (SQLException e) {
      if (SqlFault.advice(e).isEmpty()) {
        throw new AssertionError(
            "the script " + key(schema, script) + " is wrong: " + e.getMessage(), e);
      }
      throw e;
    }
    connection.update(
        "INSERT INTO schema_script (room, name, checksum) VALUES (?, ?, ?)",
        schema.name(),
        script.name(),
        checksum(script.text()));
  }

  /// What has not run yet, room by room; throws when what has run is not what we know.
  private List<Schema> check(Map<String, String> applied) {
    Set<String> unknown = new HashSet<>(applied.keySet());
    List<Schema> pending = schemas.stream().map(schema -> check(schema, applied, unknown)).toList();
    if (!unknown.isEmpty()) {
      throw new DatabaseRefusedException(
          "the database was last used by a newer version (it has run "
              + unknown.stream().sorted().toList()
              + "); start that version, or restore a backup from before it");
    }
    return pending;
  }

  private static Schema check(Schema schema, Map<String, String> applied, Set<String> unknown) {
    int count = 0;
    for (Schema.Script script : schema.scripts()) {
      String key = key(schema, script);
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
    if (!ledger.isOurs()) {
      throw new DatabaseRefusedException(
          "it is the database of another program; name another data folder, or another database");
    }
  }

  private Map<String, String> applied() {
    Map<String, String> applied = new HashMap<>();
    connection.list(
        "SELECT room, name, checksum FROM schema_script",
        row -> applied.put(key(row.text(1), row.text(2)), row.text(3)) == null);
    return applied;
  }

  private void mustReferToRows() {
    List<String> broken = ledger.broken();
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
