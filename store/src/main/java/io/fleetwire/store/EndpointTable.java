package io.fleetwire.store;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Endpoints;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.engine.Target;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The tables `endpoint` and `removed_endpoint`.
final class EndpointTable {
  private static final String PUT =
      """
      INSERT INTO endpoint (endpoint_id, organization_id, format, reference, url,
        retry_delays, retry_jitter, client_errors,
        connect_millis, first_byte_millis, total_millis, body_bytes_max, concurrency_max,
        ordering, rate_millihertz)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (endpoint_id) DO UPDATE SET
        organization_id = excluded.organization_id, format = excluded.format,
        reference = excluded.reference, url = excluded.url,
        retry_delays = excluded.retry_delays, retry_jitter = excluded.retry_jitter,
        client_errors = excluded.client_errors, connect_millis = excluded.connect_millis,
        first_byte_millis = excluded.first_byte_millis, total_millis = excluded.total_millis,
        body_bytes_max = excluded.body_bytes_max, concurrency_max = excluded.concurrency_max,
        ordering = excluded.ordering, rate_millihertz = excluded.rate_millihertz
      """;
  private static final String LOAD =
      """
      SELECT endpoint_id, organization_id, format, reference, url,
        retry_delays, retry_jitter, client_errors,
        connect_millis, first_byte_millis, total_millis, body_bytes_max, concurrency_max,
        ordering, rate_millihertz
      FROM endpoint
      """;

  private static final String LOAD_SOME = LOAD + "WHERE " + EndpointList.AMONG;

  private static final EventFilter NOTHING = EventFilter.ofTypes(List.of());

  private EndpointTable() {}

  static void put(WriteTx tx, Endpoint endpoint) {
    RetryPlan retries = endpoint.plan().retries();
    Budgets budgets = endpoint.plan().budgets();
    tx.update(
        PUT,
        endpoint.id().value(),
        endpoint.organization().value(),
        endpoint.target().format(),
        endpoint.target().reference(),
        endpoint.target().url().toString(),
        delaysText(retries.delays()),
        retries.jitter(),
        clientErrorsText(retries.clientErrors()),
        budgets.connect().toMillis(),
        budgets.firstByte().toMillis(),
        budgets.total().toMillis(),
        budgets.bodyBytesMax(),
        endpoint.plan().concurrencyMax(),
        Words.of(endpoint.plan().ordering()),
        Math.round(endpoint.plan().ratePerSecondMax() * 1_000));
    FilterTables.put(tx, endpoint.id(), endpoint.filter());
  }

  /// Removes an endpoint for good, to be swept later.
  static void remove(WriteTx tx, EndpointId id) {
    tx.update(
        """
        INSERT INTO removed_endpoint (endpoint_id, organization_id, swept)
        SELECT endpoint_id, organization_id, 0 FROM endpoint WHERE endpoint_id = ?
        """,
        id.value());
    tx.update("DELETE FROM endpoint WHERE endpoint_id = ?", id.value());
  }

  static boolean isRemoved(ReadTx tx, EndpointId id) {
    return tx.find("SELECT 1 FROM removed_endpoint WHERE endpoint_id = ?", _ -> true, id.value())
        .isPresent();
  }

  /// A removed endpoint for which something may still wait.
  static Optional<EndpointId> findUnswept(ReadTx tx) {
    return tx.find(
        "SELECT endpoint_id FROM removed_endpoint WHERE swept = 0 LIMIT 1",
        row -> new EndpointId(row.longAt(1)));
  }

  static void markSwept(WriteTx tx, EndpointId id) {
    tx.update("UPDATE removed_endpoint SET swept = 1 WHERE endpoint_id = ?", id.value());
  }

  static Endpoints load(ReadTx tx) {
    Map<EndpointId, EventFilter> filters = FilterTables.load(tx);
    // Nearly all endpoints have the plan of the house: it is read once, and kept once.
    Map<String, List<Duration>> delays = new HashMap<>();
    List<Endpoint> all = tx.list(LOAD, row -> endpoint(row, filters, delays));
    return Endpoints.of(all, StandingColumns.load(tx));
  }

  /// `known`, but those of `ids` as the table has them now.
  static Endpoints reload(ReadTx tx, Endpoints known, Set<EndpointId> ids) {
    String list = EndpointList.of(ids);
    Map<EndpointId, EventFilter> filters = FilterTables.load(tx, list);
    Map<String, List<Duration>> delays = new HashMap<>();
    List<Endpoint> fresh = tx.list(LOAD_SOME, row -> endpoint(row, filters, delays), list);
    return known.renewed(ids, Endpoints.of(fresh, StandingColumns.load(tx, list)));
  }

  private static Endpoint endpoint(
      Row row, Map<EndpointId, EventFilter> filters, Map<String, List<Duration>> delays) {
    RetryPlan retries =
        new RetryPlan(
            delays.computeIfAbsent(row.text(6), EndpointTable::delays),
            row.doubleAt(7),
            clientErrors(row.text(8)));
    Budgets budgets =
        new Budgets(
            Duration.ofMillis(row.longAt(9)),
            Duration.ofMillis(row.longAt(10)),
            Duration.ofMillis(row.longAt(11)),
            row.intAt(12));
    EndpointId id = new EndpointId(row.longAt(1));
    return new Endpoint(
        id,
        new OrganizationId(row.longAt(2)),
        new Target(row.text(3), row.text(4), URI.create(row.text(5))),
        filters.getOrDefault(id, NOTHING),
        new DeliveryPlan(
            retries,
            budgets,
            row.intAt(13),
            Words.read(Ordering.class, row.text(14)),
            row.longAt(15) / 1_000.0));
  }

  private static String delaysText(List<Duration> delays) {
    return delays.stream()
        .map(delay -> Long.toString(delay.toMillis()))
        .collect(Collectors.joining(","));
  }

  private static List<Duration> delays(String text) {
    return Arrays.stream(text.split(","))
        .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
        .toList();
  }

  private static String clientErrorsText(RetryPlan.ClientErrors clientErrors) {
    return switch (clientErrors) {
      case RETRY -> "retry";
      case GIVE_UP -> "give-up";
    };
  }

  private static RetryPlan.ClientErrors clientErrors(String text) {
    return switch (text) {
      case "retry" -> RetryPlan.ClientErrors.RETRY;
      case "give-up" -> RetryPlan.ClientErrors.GIVE_UP;
      default -> throw new AssertionError("a plan says what a client error leads to: " + text);
    };
  }
}
