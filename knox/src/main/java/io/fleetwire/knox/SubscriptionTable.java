package io.fleetwire.knox;

import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables `knox_subscription` and `knox_subscription_event`.
final class SubscriptionTable {

  private SubscriptionTable() {}

  /// One event of one subscription.
  private record Line(
      String id, OrganizationId organization, EndpointId endpoint, String url, EventType event) {}

  /// All of an organization, in the order of their creation.
  static List<Subscription> list(ReadTx tx, OrganizationId organization) {
    Map<String, List<Line>> byId = new LinkedHashMap<>();
    tx.list(
            """
            SELECT s.subscription, s.organization, s.endpoint, s.url, e.event
            FROM knox_subscription s JOIN knox_subscription_event e ON e.subscription = s.id
            WHERE s.organization = ? ORDER BY s.id, e.position
            """,
            row ->
                new Line(
                    row.text(1),
                    new OrganizationId(row.longAt(2)),
                    new EndpointId(row.longAt(3)),
                    row.text(4),
                    new EventType(row.text(5))),
            organization.value())
        .forEach(line -> byId.computeIfAbsent(line.id(), _ -> new ArrayList<>()).add(line));
    return byId.values().stream().map(SubscriptionTable::subscription).toList();
  }

  static Optional<Subscription> find(ReadTx tx, OrganizationId organization, String id) {
    return list(tx, organization).stream().filter(s -> s.id().equals(id)).findFirst();
  }

  static void add(WriteTx tx, Subscription subscription, Instant now) {
    tx.update(
        """
        INSERT INTO knox_subscription
          (subscription, organization, endpoint, url, created_at, changed_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        subscription.id(),
        subscription.organization().value(),
        subscription.endpoint().value(),
        subscription.url(),
        now,
        now);
    addEvents(tx, subscription);
  }

  static void replace(WriteTx tx, Subscription subscription, Instant now) {
    removeEvents(tx, subscription);
    tx.update(
        "UPDATE knox_subscription SET url = ?, changed_at = ? WHERE subscription = ?",
        subscription.url(),
        now,
        subscription.id());
    addEvents(tx, subscription);
  }

  static void remove(WriteTx tx, Subscription subscription) {
    removeEvents(tx, subscription);
    tx.update("DELETE FROM knox_subscription WHERE subscription = ?", subscription.id());
  }

  private static void addEvents(WriteTx tx, Subscription subscription) {
    for (int i = 0; i < subscription.events().size(); i++) {
      tx.update(
          """
          INSERT INTO knox_subscription_event (organization, event, subscription, position)
          SELECT organization, ?, id, ? FROM knox_subscription WHERE subscription = ?
          """,
          subscription.events().get(i).name(),
          i,
          subscription.id());
    }
  }

  private static void removeEvents(WriteTx tx, Subscription subscription) {
    tx.update(
        """
        DELETE FROM knox_subscription_event
        WHERE subscription = (SELECT id FROM knox_subscription WHERE subscription = ?)
        """,
        subscription.id());
  }

  private static Subscription subscription(List<Line> lines) {
    Line first = lines.getFirst();
    return new Subscription(
        first.id(),
        first.organization(),
        first.endpoint(),
        first.url(),
        lines.stream().map(Line::event).toList());
  }
}
