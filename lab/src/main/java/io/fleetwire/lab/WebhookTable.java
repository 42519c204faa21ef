package io.fleetwire.lab;

import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import io.fleetwire.web.JsonBody;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The table `lab_webhook`.
final class WebhookTable {
  private static final String SELECT =
      """
      SELECT id, organization, endpoint, name, url, description, events, options, created_at,
        changed_at, created_by
      FROM lab_webhook
      """;

  private WebhookTable() {}

  static List<Webhook> all(ReadTx tx) {
    return tx.list(SELECT + "ORDER BY id", WebhookTable::webhook);
  }

  /// Those of an organization, the newest first.
  static List<Webhook> list(ReadTx tx, OrganizationId organization) {
    return tx.list(
        SELECT + "WHERE organization = ? ORDER BY id DESC",
        WebhookTable::webhook,
        organization.value());
  }

  static Optional<Webhook> find(ReadTx tx, OrganizationId organization, long id) {
    return tx.find(
        SELECT + "WHERE id = ? AND organization = ?",
        WebhookTable::webhook,
        id,
        organization.value());
  }

  /// Whether another webhook of the organization than `except` has exactly this name.
  static boolean isTaken(ReadTx tx, OrganizationId organization, String name, long except) {
    return tx.find(
            "SELECT 1 FROM lab_webhook WHERE organization = ? AND name = ? AND id <> ?",
            row -> row.longAt(1),
            organization.value(),
            name,
            except)
        .isPresent();
  }

  static void add(WriteTx tx, Webhook webhook) {
    WebhookDraft draft = webhook.draft();
    tx.update(
        """
        INSERT INTO lab_webhook (id, organization, endpoint, name, url, description, events,
          options, created_at, changed_at, created_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        webhook.id(),
        webhook.organization().value(),
        webhook.endpoint().value(),
        draft.name(),
        draft.url(),
        draft.description(),
        joined(draft.activities()),
        stored(draft.options()),
        webhook.createdAt(),
        webhook.changedAt(),
        webhook.createdBy());
  }

  static void replace(WriteTx tx, Webhook webhook) {
    WebhookDraft draft = webhook.draft();
    tx.update(
        """
        UPDATE lab_webhook SET name = ?, url = ?, description = ?, events = ?, options = ?,
          changed_at = ?
        WHERE id = ?
        """,
        draft.name(),
        draft.url(),
        draft.description(),
        joined(draft.activities()),
        stored(draft.options()),
        webhook.changedAt(),
        webhook.id());
  }

  static void remove(WriteTx tx, Webhook webhook) {
    tx.update("DELETE FROM lab_webhook WHERE id = ?", webhook.id());
  }

  private static String joined(List<Activity> activities) {
    return activities.stream().map(a -> a.type().name()).collect(Collectors.joining(" "));
  }

  private static String stored(WebhookOptions options) {
    return new String(LabJson.object(options::write), StandardCharsets.UTF_8);
  }

  private static WebhookOptions options(String stored) {
    JsonBody body = JsonBody.parse(stored.getBytes(StandardCharsets.UTF_8));
    WebhookOptions options = WebhookOptions.read(body);
    body.check();
    return options;
  }

  private static Webhook webhook(Row row) {
    return new Webhook(
        row.longAt(1),
        new OrganizationId(row.longAt(2)),
        new EndpointId(row.longAt(3)),
        new WebhookDraft(
            row.text(4),
            row.text(5),
            row.text(6),
            Arrays.stream(row.text(7).split(" "))
                .map(type -> Activity.find(type).orElseThrow())
                .toList(),
            options(row.text(8))),
        row.instant(9),
        row.instant(10),
        row.text(11));
  }
}
