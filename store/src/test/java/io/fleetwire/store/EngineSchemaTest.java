package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The constraints restate the state machine: whatever writes to the tables, nonsense does not get
/// in.
final class EngineSchemaTest {
  private static final Map<String, String> DELIVERED =
      row(
          "delivery_id", "1",
          "number", "1",
          "endpoint_id", "2",
          "sequence", "1",
          "event_id", "3",
          "started_at", "4",
          "outcome", "'answered'",
          "status", "200",
          "answer_headers", "''",
          "answer_body", "x''",
          "answer_body_bytes", "0",
          "answer_complete", "1",
          "resolve_micros", "0",
          "connect_micros", "0",
          "first_byte_micros", "0",
          "total_micros", "0",
          "next", "'delivered'");
  private static final Map<String, String> TIMED_OUT =
      with(
          DELIVERED,
          "outcome",
          "'timed-out'",
          "status",
          "NULL",
          "answer_headers",
          "NULL",
          "answer_body",
          "NULL",
          "answer_body_bytes",
          "NULL",
          "answer_complete",
          "NULL",
          "phase",
          "'total'",
          "next",
          "'exhausted'");
  private static final Map<String, String> UNREACHABLE =
      with(
          TIMED_OUT,
          "outcome",
          "'unreachable'",
          "phase",
          "NULL",
          "fault",
          "'reset'",
          "detail",
          "'peer'",
          "next",
          "'retry'",
          "next_at",
          "9");

  private static final Map<String, String> HELD =
      row(
          "delivery_id", "1",
          "endpoint_id", "2",
          "sequence", "1",
          "event_id", "3",
          "ordering", "0",
          "attempts_made", "0");
  private static final Map<String, String> WAITING = with(HELD, "due_at", "4");

  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(DatabaseSettings.server(folder), List.of(SqlEngineStore.SCHEMA));
  }

  @AfterEach
  void close() {
    database.close();
  }

  static Stream<Map<String, String>> sense() {
    return Stream.of(
        DELIVERED,
        with(DELIVERED, "status", "503", "next", "'retry'", "next_at", "9"),
        with(DELIVERED, "status", "404", "next", "'refused'"),
        with(DELIVERED, "status", "302", "next", "'exhausted'"),
        TIMED_OUT,
        UNREACHABLE);
  }

  @ParameterizedTest
  @MethodSource("sense")
  void anAttemptThatMakesSenseIsTaken(Map<String, String> attempt) {
    insert("attempt", attempt);

    assertThat(count("attempt")).isEqualTo(1);
  }

  static Stream<Arguments> nonsense() {
    return Stream.of(
        Arguments.of("number 0", with(DELIVERED, "number", "0")),
        Arguments.of("answered without a status", with(DELIVERED, "status", "NULL")),
        Arguments.of("no such status", with(DELIVERED, "status", "99")),
        Arguments.of("answered without headers", with(DELIVERED, "answer_headers", "NULL")),
        Arguments.of("answered without a body", with(DELIVERED, "answer_body", "NULL")),
        Arguments.of("answered without a size", with(DELIVERED, "answer_body_bytes", "NULL")),
        Arguments.of("kept more than was read", with(DELIVERED, "answer_body", "x'00'")),
        Arguments.of("whole or not", with(DELIVERED, "answer_complete", "NULL")),
        Arguments.of("whole and not", with(DELIVERED, "answer_complete", "2")),
        Arguments.of("answered and timed out", with(DELIVERED, "phase", "'total'")),
        Arguments.of("answered and unreachable", with(DELIVERED, "fault", "'reset'")),
        Arguments.of("answered with an excuse", with(DELIVERED, "detail", "'why'")),
        Arguments.of("delivered by a 500", with(DELIVERED, "status", "500")),
        Arguments.of("a 200 given up", with(DELIVERED, "next", "'exhausted'")),
        Arguments.of("a 200 refused", with(DELIVERED, "next", "'refused'")),
        Arguments.of("refused by a 500", with(DELIVERED, "status", "500", "next", "'refused'")),
        Arguments.of("delivered and later", with(DELIVERED, "next_at", "9")),
        Arguments.of("retried never", with(DELIVERED, "status", "500", "next", "'retry'")),
        Arguments.of("delivered by a time-out", with(TIMED_OUT, "next", "'delivered'")),
        Arguments.of("refused by a time-out", with(TIMED_OUT, "next", "'refused'")),
        Arguments.of("timed out when", with(TIMED_OUT, "phase", "NULL")),
        Arguments.of("no such phase", with(TIMED_OUT, "phase", "'later'")),
        Arguments.of("timed out with a status", with(TIMED_OUT, "status", "200")),
        Arguments.of("unreachable without a fault", with(UNREACHABLE, "fault", "NULL")),
        Arguments.of("no such fault", with(UNREACHABLE, "fault", "'moon'")),
        Arguments.of("unreachable without words", with(UNREACHABLE, "detail", "NULL")),
        Arguments.of("no such outcome", with(UNREACHABLE, "outcome", "'lost'")),
        Arguments.of("no such end", with(UNREACHABLE, "next", "'never'", "next_at", "NULL")),
        Arguments.of("a time of text", with(DELIVERED, "started_at", "'noon'")),
        Arguments.of("time that runs backwards", with(DELIVERED, "total_micros", "-1")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nonsense")
  void anAttemptThatMakesNoSenseIsRefused(String why, Map<String, String> attempt) {
    assertThatThrownBy(() -> insert("attempt", attempt)).as(why).isInstanceOf(AssertionError.class);
  }

  @Test
  void anAttemptIsAnsweredOnce() {
    insert("attempt", DELIVERED);

    assertThatThrownBy(() -> insert("attempt", DELIVERED)).isInstanceOf(AssertionError.class);
  }

  @Test
  void aDeliveryThatMakesSenseIsTaken() {
    insert("held_delivery", HELD);
    insert("waiting_delivery", WAITING);

    assertThat(count("held_delivery")).isEqualTo(1);
    assertThat(count("waiting_delivery")).isEqualTo(1);
  }

  static Stream<Arguments> brokenRows() {
    Map<String, String> removed = row("endpoint_id", "1", "organization_id", "7", "swept", "0");
    return Stream.of(
        Arguments.of("held_delivery", with(HELD, "delivery_id", "0")),
        Arguments.of("held_delivery", with(HELD, "attempts_made", "-1")),
        Arguments.of("held_delivery", with(HELD, "endpoint_id", "NULL")),
        Arguments.of("held_delivery", with(HELD, "ordering", "3")),
        Arguments.of("waiting_delivery", with(WAITING, "due_at", "NULL")),
        Arguments.of("waiting_delivery", with(WAITING, "due_at", "'soon'")),
        Arguments.of("waiting_delivery", with(WAITING, "attempts_made", "-1")),
        Arguments.of("removed_endpoint", with(removed, "swept", "2")));
  }

  @ParameterizedTest
  @MethodSource("brokenRows")
  void aRowThatMakesNoSenseIsRefused(String table, Map<String, String> row) {
    assertThatThrownBy(() -> insert(table, row)).isInstanceOf(AssertionError.class);
  }

  @Test
  void everyTableIsStrict() {
    List<String> lax =
        database.read(
            tx ->
                tx.list(
                    "SELECT name FROM pragma_table_list"
                        + " WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite%'",
                    row -> row.text(1)));

    assertThat(lax).isEmpty();
  }

  private void insert(String table, Map<String, String> row) {
    String sql =
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(table, String.join(", ", row.keySet()), String.join(", ", row.values()));
    database.<Integer>write(tx -> tx.update(sql));
  }

  private long count(String table) {
    return database.read(
        tx -> tx.find("SELECT count(*) FROM " + table, row -> row.longAt(1)).orElseThrow());
  }

  private static Map<String, String> row(String... columns) {
    return with(Map.of(), columns);
  }

  private static Map<String, String> with(Map<String, String> row, String... columns) {
    Map<String, String> changed = new LinkedHashMap<>(row);
    for (int i = 0; i < columns.length; i += 2) {
      changed.put(columns[i], columns[i + 1]);
    }
    return changed;
  }
}
