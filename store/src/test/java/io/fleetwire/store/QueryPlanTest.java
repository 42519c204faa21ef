package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TypePattern;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The queue may have ten million rows, so no query of the hot path may read more of it than it
/// returns. SQLite says SCAN where it reads a whole table, SEARCH where it goes by a key, and TEMP
/// B-TREE where it sorts. The plans do not depend on the data: nobody runs ANALYZE.
final class QueryPlanTest {
  private static final List<String> PARTS =
      List.of(
          "SCAN waited_for",
          "SCAN (subquery",
          "SCAN newest",
          "SCAN wanted VIRTUAL",
          "SCAN json_each VIRTUAL");

  private static final DeliveryQuery EVERYTHING = DeliveryQuery.of(new OrganizationId(1));
  private static final DeliveryQuery RARE =
      EVERYTHING
          .about(Set.of(new Subject("phone")))
          .ofTypes(Set.of(new TypePattern("device.*")))
          .in(Set.of(DeliveryState.EXHAUSTED));

  @TempDir private Path folder;

  static Stream<Arguments> plans() {
    return Stream.concat(plansOfTheQueue(), plansOfTheLog());
  }

  private static Stream<Arguments> plansOfTheLog() {
    return Stream.of(
        Arguments.of(
            DeliveryTable.LAST, List.of("SEARCH delivery USING PRIMARY KEY (endpoint_id=?)")),
        Arguments.of(
            DeliveryTable.LAST_OF_MANY,
            List.of("SEARCH delivery USING PRIMARY KEY (endpoint_id=?)")),
        Arguments.of(
            LogTables.LOCATE,
            List.of(
                "SEARCH held_delivery USING INTEGER PRIMARY KEY (rowid=?)",
                "SEARCH waiting_delivery USING INTEGER PRIMARY KEY (rowid=?)",
                "SEARCH following_delivery USING INTEGER PRIMARY KEY (rowid=?)",
                "SEARCH ended_delivery USING INTEGER PRIMARY KEY (rowid=?)",
                "SEARCH attempt USING PRIMARY KEY (delivery_id=? AND number=?)")),
        Arguments.of(
            LogSieve.of(EVERYTHING).sql(),
            List.of("SEARCH delivery USING PRIMARY KEY (endpoint_id=? AND sequence>? AND")),
        Arguments.of(
            LogSieve.of(RARE).sql(),
            List.of(
                "SEARCH delivery USING PRIMARY KEY (endpoint_id=? AND sequence>? AND sequence<?)",
                "SEARCH event USING INTEGER PRIMARY KEY (rowid=?)",
                "SEARCH attempt USING PRIMARY KEY (delivery_id=?)")),
        Arguments.of(LogTables.AFTER, entryBy("(endpoint_id=? AND sequence>? AND sequence<?)")),
        Arguments.of(LogTables.FEED, entryBy("(endpoint_id=? AND sequence>?)")),
        Arguments.of(
            LogTables.ID_BELOW,
            List.of("SEARCH delivery USING PRIMARY KEY (endpoint_id=? AND sequence<?)")),
        Arguments.of(
            SqlHousekeeping.OLD_WAITING,
            List.of("SEARCH waiting USING INTEGER PRIMARY KEY (rowid<?)")),
        Arguments.of(
            SqlHousekeeping.OLD_FOLLOWING,
            List.of("SEARCH following_delivery USING INTEGER PRIMARY KEY (rowid<?)")),
        Arguments.of(
            FigureTables.NEWEST_ATTEMPTS,
            List.of(
                "SEARCH delivery USING PRIMARY KEY (endpoint_id=?)",
                "SEARCH attempt USING PRIMARY KEY (delivery_id=?)")),
        Arguments.of(
            FigureTables.NOT_HELD,
            List.of(
                "SEARCH waiting_delivery USING COVERING INDEX waiting_delivery_due (endpoint_id=?)",
                "SEARCH following_delivery USING COVERING INDEX following_delivery_line"
                    + " (endpoint_id=?)")),
        Arguments.of(
            ForgetTables.DELIVERIES,
            List.of("SEARCH delivery USING PRIMARY KEY (endpoint_id=? AND sequence<?)")),
        Arguments.of(
            ForgetTables.EVENTS,
            List.of("SEARCH event USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)")),
        Arguments.of(
            ForgetTables.ATTEMPTS, List.of("SEARCH attempt USING PRIMARY KEY (delivery_id<?)")));
  }

  private static Stream<Arguments> plansOfTheQueue() {
    String byDue = "USING COVERING INDEX waiting_delivery_due ";
    return Stream.of(
        Arguments.of(
            QueueTables.LET_GO,
            List.of("SEARCH held_delivery USING INTEGER PRIMARY KEY (rowid=?)")),
        Arguments.of(
            QueueTables.DUE,
            List.of(
                "SEARCH waiting USING INDEX waiting_delivery_due (endpoint_id=? AND due_at<?)",
                "SEARCH later " + byDue + "(endpoint_id=? AND due_at>?)",
                "SEARCH event USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN")),
        Arguments.of(
            QueueTables.WAIT_NO_MORE,
            List.of("SEARCH waiting_delivery USING INTEGER PRIMARY KEY (rowid=?)")),
        Arguments.of(
            QueueTables.NEXT_DUE, List.of("SEARCH waiting_delivery " + byDue + "(endpoint_id=?)")),
        Arguments.of(
            QueueTables.NEXT_DUES,
            List.of(
                "SEARCH waiting_delivery " + byDue.strip(),
                "SEARCH waiting_delivery " + byDue + "(endpoint_id>?)",
                "SEARCH waiting_delivery " + byDue + "(endpoint_id=?)")),
        Arguments.of(
            QueueTables.HELD_BETWEEN,
            List.of("SEARCH held_delivery USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)")),
        Arguments.of(
            QueueTables.WAITING_OF,
            List.of("SEARCH waiting_delivery USING INDEX waiting_delivery_due (endpoint_id=?)")),
        Arguments.of(
            LineTables.NEXT,
            List.of(
                "SEARCH following USING INDEX following_delivery_line (endpoint_id=? AND"
                    + " line=?)",
                "SEARCH event USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN")),
        Arguments.of(
            LineTables.PASS_ON,
            List.of("SEARCH leading_delivery USING PRIMARY KEY (endpoint_id=? AND line=?)")),
        Arguments.of(
            LineTables.LEAD_NO_MORE,
            List.of("SEARCH leading_delivery USING PRIMARY KEY (endpoint_id=? AND line=?)")),
        Arguments.of(
            LineTables.CANCEL_LEADING,
            List.of(
                "SEARCH leading_delivery USING PRIMARY KEY (endpoint_id=? AND line=?)",
                "SEARCH leading_delivery USING PRIMARY KEY (endpoint_id=?)")),
        Arguments.of(
            LineTables.FOLLOWING_OF,
            List.of(
                "SEARCH following_delivery USING INDEX following_delivery_line (endpoint_id=?)")),
        Arguments.of(
            SqlEngineStore.OLDEST,
            List.of(
                "SEARCH event USING INTEGER PRIMARY KEY (rowid=?)",
                "SEARCH held_delivery USING INTEGER PRIMARY KEY (rowid=?)",
                "SEARCH waiting_delivery USING INTEGER PRIMARY KEY (rowid=?)",
                "SEARCH following_delivery USING INTEGER PRIMARY KEY (rowid=?)")),
        Arguments.of(SqlEngineStore.HIGHEST_ID, List.of("SEARCH event", "SEARCH attempt")));
  }

  private static List<String> entryBy(String range) {
    return List.of(
        "SEARCH delivery USING PRIMARY KEY " + range,
        "SEARCH event USING INTEGER PRIMARY KEY (rowid=?)",
        "SEARCH last USING PRIMARY KEY (delivery_id=? AND number=?) LEFT-JOIN",
        "SEARCH waiting_delivery USING INTEGER PRIMARY KEY (rowid=?)");
  }

  @ParameterizedTest
  @MethodSource("plans")
  void aQueryReadsNoMoreThanItNeeds(String sql, List<String> steps) {
    List<String> plan = plan(sql);

    for (String step : steps) {
      assertThat(plan).anyMatch(line -> line.startsWith(step));
    }
    assertThat(plan).noneMatch(line -> line.contains("TEMP B-TREE"));
    // What is scanned are results of the query's own parts, and they are short.
    assertThat(plan)
        .filteredOn(line -> line.startsWith("SCAN"))
        .allMatch(line -> PARTS.stream().anyMatch(line::startsWith));
  }

  @Test
  void whatIsHeldIsReadAsAWholeBecauseItIsAsSmallAsMemory() {
    assertThat(plan(QueueTables.LET_ALL_GO)).containsExactly("SCAN held_delivery");
    assertThat(plan(QueueTables.HELD_OF)).containsExactly("SCAN held_delivery");
  }

  private List<String> plan(String sql) {
    try (Database database =
        Database.open(DatabaseSettings.server(folder), List.of(SqlEngineStore.SCHEMA))) {
      Object[] parameters = new Object[(int) sql.chars().filter(letter -> letter == '?').count()];
      Arrays.fill(parameters, 1);
      return database.read(
          tx -> tx.list("EXPLAIN QUERY PLAN " + sql, row -> row.text(4), parameters));
    }
  }
}
