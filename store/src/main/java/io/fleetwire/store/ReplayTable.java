package io.fleetwire.store;

import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Replay;
import io.fleetwire.engine.ReplayId;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TypePattern;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The table `replay`.
final class ReplayTable {
  private static final String PUT =
      """
      INSERT INTO replay (replay_id, organization_id, endpoint_id, types, subjects, states,
        made_from, made_until, per_second_max, started_at,
        state, last_sequence, until_sequence, looked, enqueued, changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (replay_id) DO UPDATE SET
        state = excluded.state, last_sequence = excluded.last_sequence,
        until_sequence = excluded.until_sequence, looked = excluded.looked,
        enqueued = excluded.enqueued, changed_at = excluded.changed_at
      """;
  private static final String SELECT =
      """
      SELECT replay_id, organization_id, endpoint_id, types, subjects, states,
        made_from, made_until, per_second_max, started_at,
        state, last_sequence, until_sequence, looked, enqueued, changed_at
      FROM replay
      """;
  static final String FIND = SELECT + "WHERE replay_id = ?";
  static final String RUNNING = SELECT + "WHERE state = 'running' ORDER BY replay_id LIMIT ?";
  static final String LIST =
      SELECT + "WHERE organization_id = ? AND replay_id < ? ORDER BY replay_id DESC LIMIT ?";

  private ReplayTable() {}

  static void put(WriteTx tx, Replay replay) {
    DeliveryQuery query = replay.query();
    Replay.Progress progress = replay.progress();
    tx.update(
        PUT,
        replay.id().value(),
        replay.organization().value(),
        replay.endpoint().value(),
        text(query.types(), TypePattern::text),
        text(query.subjects(), Subject::value),
        text(query.states(), Words::of),
        query.from(),
        query.until(),
        replay.perSecondMax(),
        replay.startedAt(),
        Words.of(progress.state()),
        progress.cursor(),
        progress.until(),
        progress.looked(),
        progress.enqueued(),
        progress.changedAt());
  }

  static Optional<Replay> find(ReadTx tx, ReplayId id) {
    return tx.find(FIND, ReplayTable::replay, id.value());
  }

  static List<Replay> running(ReadTx tx, int limit) {
    return tx.list(RUNNING, ReplayTable::replay, limit);
  }

  static List<Replay> list(ReadTx tx, OrganizationId organization, ReplayId below, int limit) {
    return tx.list(LIST, ReplayTable::replay, organization.value(), below.value(), limit);
  }

  private static Replay replay(Row row) {
    EndpointId endpoint = new EndpointId(row.longAt(3));
    DeliveryQuery query =
        new DeliveryQuery(
            new OrganizationId(row.longAt(2)),
            Set.of(endpoint),
            values(row.text(4), TypePattern::new),
            values(row.text(5), Subject::new),
            values(row.text(6), word -> Words.read(DeliveryState.class, word)),
            row.instant(7),
            row.instant(8));
    Replay.Progress progress =
        new Replay.Progress(
            Words.read(Replay.State.class, row.text(11)),
            row.longAt(12),
            row.longAt(13),
            row.longAt(14),
            row.longAt(15),
            row.instant(16));
    return new Replay(
        new ReplayId(row.longAt(1)), endpoint, query, row.intAt(9), row.instant(10), progress);
  }

  // A subject may hold any letter, so each value says how long it is.
  private static <T> String text(Set<T> values, Function<T, String> word) {
    return values.stream()
        .map(word)
        .sorted()
        .map(text -> text.length() + ":" + text)
        .collect(Collectors.joining());
  }

  private static <T> Set<T> values(String text, Function<String, T> value) {
    Set<T> values = new HashSet<>();
    int at = 0;
    while (at < text.length()) {
      int colon = text.indexOf(':', at);
      int end = colon + 1 + Integer.parseInt(text, at, colon, 10);
      values.add(value.apply(text.substring(colon + 1, end)));
      at = end;
    }
    return values;
  }
}
