package io.fleetwire.store;

import io.fleetwire.engine.EndpointHealth;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointStanding;
import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.Must;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The columns of the table `endpoint` that the engine itself writes: whether an endpoint is
/// called, and how it has been doing.
final class StandingColumns {
  private static final String PUT_STATE =
      """
      UPDATE endpoint SET state = ?, state_since = ?, disabled_reason = ? WHERE endpoint_id = ?
      """;
  private static final String PUT_HEALTH =
      "UPDATE endpoint SET health = ?, failing_since = ? WHERE endpoint_id = ?";
  private static final String LOAD =
      """
      SELECT endpoint_id, state, state_since, disabled_reason, health, failing_since
      FROM endpoint WHERE (state <> 'active' OR health <> 'well')
      """;
  private static final String LOAD_SOME = LOAD + " AND " + EndpointList.AMONG;

  private StandingColumns() {}

  /// The columns of a state. Null where the table says so.
  private record Written(String word, @Nullable Instant since, @Nullable String reason) {}

  static void put(WriteTx tx, EndpointId id, EndpointState state) {
    Written written =
        switch (state) {
          case EndpointState.Active() -> new Written("active", null, null);
          case EndpointState.Paused(Instant since) -> new Written("paused", since, null);
          case EndpointState.Disabled(Instant since, EndpointState.Reason reason) ->
              new Written("disabled", since, word(reason));
        };
    mustExist(tx.update(PUT_STATE, written.word(), written.since(), written.reason(), id.value()));
  }

  static void put(WriteTx tx, EndpointId id, EndpointHealth health) {
    Written written =
        switch (health) {
          case EndpointHealth.Well() -> new Written("well", null, null);
          case EndpointHealth.Doubtful(Instant since) -> new Written("doubtful", since, null);
          case EndpointHealth.Failing(Instant since) -> new Written("failing", since, null);
        };
    mustExist(tx.update(PUT_HEALTH, written.word(), written.since(), id.value()));
  }

  private static void mustExist(int rows) {
    Must.hold(rows == 1, "an endpoint that has a state exists");
  }

  /// The endpoints that are not both active and well.
  static Map<EndpointId, EndpointStanding> load(ReadTx tx) {
    Map<EndpointId, EndpointStanding> standings = new HashMap<>();
    tx.list(LOAD, row -> standings.put(new EndpointId(row.longAt(1)), standing(row)) == null);
    return standings;
  }

  /// The same of the endpoints in `list` alone.
  static Map<EndpointId, EndpointStanding> load(ReadTx tx, String list) {
    Map<EndpointId, EndpointStanding> standings = new HashMap<>();
    tx.list(
        LOAD_SOME,
        row -> standings.put(new EndpointId(row.longAt(1)), standing(row)) == null,
        list);
    return standings;
  }

  private static EndpointStanding standing(Row row) {
    return new EndpointStanding(state(row), health(row));
  }

  private static EndpointState state(Row row) {
    return switch (row.text(2)) {
      case "active" -> new EndpointState.Active();
      case "paused" -> new EndpointState.Paused(row.instant(3));
      case "disabled" -> new EndpointState.Disabled(row.instant(3), reason(row.text(4)));
      default -> throw new AssertionError("an endpoint is in a state: " + row.text(2));
    };
  }

  private static EndpointHealth health(Row row) {
    return switch (row.text(5)) {
      case "well" -> new EndpointHealth.Well();
      case "doubtful" -> new EndpointHealth.Doubtful(row.instant(6));
      case "failing" -> new EndpointHealth.Failing(row.instant(6));
      default -> throw new AssertionError("an endpoint is in some health: " + row.text(5));
    };
  }

  private static String word(EndpointState.Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static EndpointState.Reason reason(String word) {
    return EndpointState.Reason.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
