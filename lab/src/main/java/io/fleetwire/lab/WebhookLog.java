package io.fleetwire.lab;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Principal;
import io.fleetwire.engine.AttemptEntry;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryPage;
import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.LogCursor;
import io.fleetwire.engine.Redelivered;
import io.fleetwire.store.Database;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What became of the callbacks of a webhook, for as long as that is kept; and to call again.
/// Thread-safe.
public final class WebhookLog {
  private final Database database;
  private final LabPorts ports;

  WebhookLog(Database database, LabPorts ports) {
    this.database = database;
    this.ports = ports;
  }

  /// A delivery with its attempts, the oldest first.
  public record Told(DeliveryEntry delivery, List<AttemptEntry> attempts) {
    public Told {
      attempts = List.copyOf(attempts);
    }
  }

  /// Up to `limit` deliveries in one of `states`, or in any when there are none, the newest first.
  /// A page may be short and still have a next one.
  DeliveryPage list(Webhook webhook, Set<DeliveryState> states, LogCursor cursor, int limit) {
    DeliveryQuery query =
        DeliveryQuery.of(webhook.organization()).to(Set.of(webhook.endpoint())).in(states);
    return ports.store().log().list(query, cursor, limit);
  }

  /// Empty when the webhook has no such delivery, or no longer.
  Optional<Told> find(Webhook webhook, DeliveryId id) {
    return entry(webhook, id).map(entry -> new Told(entry, ports.store().log().attempts(id)));
  }

  /// Makes a delivery once more, of the same event, with its own id, written as the webhook is now.
  /// It comes after what is outstanding for its device. Empty when there is none to repeat.
  Optional<DeliveryId> redeliver(Principal caller, Webhook webhook, DeliveryId id) {
    if (entry(webhook, id).isEmpty()) {
      return Optional.empty();
    }
    return database.write(
        tx -> {
          Redelivered answer =
              ports.redelivery().redeliver(ports.store().in(tx), webhook.organization(), id);
          return switch (answer) {
            case Redelivered.Enqueued again -> {
              ports
                  .audit()
                  .append(
                      tx,
                      caller,
                      new AuditLog.Change(
                          "webhook.redeliver", "webhook " + webhook.id(), "delivery " + id));
              yield Optional.of(again.id());
            }
            case Redelivered.Unknown _, Redelivered.EndpointGone _ -> Optional.empty();
          };
        });
  }

  private Optional<DeliveryEntry> entry(Webhook webhook, DeliveryId id) {
    return ports.store().log().find(id).filter(it -> it.endpoint().equals(webhook.endpoint()));
  }
}
