package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MigrationTest {
  private static final Schema.Script FIRST =
      new Schema.Script(
          "001-a.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT; INSERT INTO a VALUES (1);");
  private static final Schema.Script SECOND =
      new Schema.Script(
          "002-b.sql", "CREATE TABLE b (a INTEGER REFERENCES a (id)); INSERT INTO b VALUES (1);");

  @TempDir private Path folder;

  private Database open(List<Schema> schemas) {
    return Database.open(DatabaseSettings.server(folder), schemas);
  }

  private static Schema schema(Schema.Script... scripts) {
    return new Schema("room", List.of(scripts));
  }

  private static List<String> tables(Database database) {
    return database.read(
        tx ->
            tx.list(
                "SELECT name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY name",
                row -> row.text(1)));
  }

  private List<String> tablesAfter(List<Schema> schemas) {
    try (Database database = open(schemas)) {
      return tables(database);
    }
  }

  private void assertRefused(Schema schema, String reason) {
    List<String> before = tablesAfter(List.of(schema(FIRST, SECOND)));

    assertThatThrownBy(() -> open(List.of(schema)).close())
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageContaining(reason);

    assertThat(tablesAfter(List.of(schema(FIRST, SECOND)))).isEqualTo(before);
  }

  @Test
  void scriptsRunOnceAndInOrder() {
    tablesAfter(List.of(schema(FIRST)));
    tablesAfter(List.of(schema(FIRST, SECOND)));

    try (Database database = open(List.of(schema(FIRST, SECOND)))) {
      List<Long> rows = database.read(tx -> tx.list("SELECT a FROM b", row -> row.longAt(1)));
      assertThat(rows).containsExactly(1L);
    }
  }

  @Test
  void aMigratedDatabaseIsLikeAFreshOne(@TempDir Path other) {
    tablesAfter(List.of(schema(FIRST)));
    List<String> migrated = tablesAfter(List.of(schema(FIRST, SECOND)));

    try (Database fresh =
        Database.open(DatabaseSettings.server(other), List.of(schema(FIRST, SECOND)))) {
      assertThat(tables(fresh)).isEqualTo(migrated);
    }
  }

  @Test
  void aRoomMayBeAdded() {
    tablesAfter(List.of(schema(FIRST)));
    Schema added = new Schema("added", List.of(SECOND));

    assertThat(tablesAfter(List.of(added, schema(FIRST)))).anyMatch(sql -> sql.startsWith("b "));
  }

  @Test
  void anOlderProgramIsRefused() {
    assertRefused(schema(FIRST), "newer version");
    assertRefused(new Schema("room", List.of()), "room/001-a.sql, room/002-b.sql");
    assertRefused(new Schema("elsewhere", List.of()), "newer version");
  }

  @Test
  void aScriptThatHasRunIsNotChanged() {
    Schema.Script changed = new Schema.Script(FIRST.name(), FIRST.text() + " -- a comment");

    assertRefused(schema(changed, SECOND), "room/001-a.sql is not the one");
  }

  @Test
  void aScriptIsNotSlippedInBefore() {
    Schema.Script late = new Schema.Script("000-late.sql", "CREATE TABLE late (a);");

    assertRefused(schema(late, FIRST, SECOND), "newer version");
  }

  @Test
  void aWrongScriptLeavesTheTablesAsTheyWere() {
    List<String> before = tablesAfter(List.of(schema(FIRST)));
    Schema.Script wrong = new Schema.Script("003-c.sql", "CREATE TABLE c (id); CREATE TABL d;");

    assertThatThrownBy(() -> open(List.of(schema(FIRST, SECOND, wrong))).close())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("room/003-c.sql");

    assertThat(tablesAfter(List.of(schema(FIRST)))).isEqualTo(before);
  }

  @Test
  void scriptsLeaveNoReferenceToNothing() {
    Schema.Script broken = new Schema.Script("003-c.sql", "DELETE FROM a;");

    assertThatThrownBy(() -> open(List.of(schema(FIRST, SECOND, broken))).close())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("refer to nothing");
  }

  @Test
  void aSchemaIsLoadedFromBesideItsRoom() {
    assertThat(SqlEngineStore.SCHEMA.scripts())
        .extracting(Schema.Script::name)
        .containsExactly("001-engine.sql");
    assertThatThrownBy(() -> Schema.of("room", MigrationTest.class, "999-none.sql"))
        .isInstanceOf(AssertionError.class);
  }
}
