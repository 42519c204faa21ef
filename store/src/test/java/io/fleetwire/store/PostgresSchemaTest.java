package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.testkit.TrialDatabase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsSource;

/// The tables are the same ones on PostgreSQL: what makes no sense does not get in there either.
@ParameterizedClass
@ArgumentsSource(TrialDatabase.Each.class)
final class PostgresSchemaTest {
  private final TrialDatabase kind;
  @TempDir private Path folder;

  PostgresSchemaTest(TrialDatabase kind) {
    this.kind = kind;
  }

  @Test
  void theConstraintsComeAlong() {
    DatabaseHome home = Homes.of(kind, folder, SqlEngineStore.SCHEMA);
    try (Database database =
        Database.open(DatabaseSettings.server(home), List.of(SqlEngineStore.SCHEMA))) {
      List<Map<String, String>> sense = EngineSchemaTest.sense().toList();
      for (int i = 0; i < sense.size(); i++) {
        Map<String, String> row = new HashMap<>(sense.get(i));
        row.put("delivery_id", Integer.toString(100 + i));
        insert(database, "attempt", row);
      }
      EngineSchemaTest.nonsense()
          .forEach(broken -> mustBeRefused(database, "attempt", broken.get()[1]));
      EngineSchemaTest.brokenRows()
          .map(Arguments::get)
          .forEach(broken -> mustBeRefused(database, String.valueOf(broken[0]), broken[1]));

      assertThat(count(database)).isEqualTo(sense.size());
    }
  }

  private void mustBeRefused(Database database, String table, @Nullable Object broken) {
    Map<?, ?> row = (Map<?, ?>) Objects.requireNonNull(broken);
    assertThatThrownBy(() -> insert(database, table, row))
        .as("%s of %s", row, table)
        .isInstanceOf(AssertionError.class);
  }

  private void insert(Database database, String table, Map<?, ?> row) {
    List<String> names = row.keySet().stream().map(Object::toString).toList();
    List<String> values = row.values().stream().map(value -> literal(value.toString())).toList();
    String sql =
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(table, String.join(", ", names), String.join(", ", values));
    database.<Integer>write(tx -> tx.update(sql));
  }

  /// Bytes are the one literal that both write differently.
  private String literal(String value) {
    return kind == TrialDatabase.POSTGRESQL && value.startsWith("x'")
        ? value.replace("x'", "'\\x")
        : value;
  }

  private static long count(Database database) {
    return database.read(
        tx -> tx.find("SELECT count(*) FROM attempt", row -> row.longAt(1)).orElseThrow());
  }
}
