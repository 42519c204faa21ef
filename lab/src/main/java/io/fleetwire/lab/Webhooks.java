package io.fleetwire.lab;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Principal;
import io.fleetwire.callback.OptionsBook;
import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.Condition;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.Operator;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.engine.Target;
import io.fleetwire.engine.TypePattern;
import io.fleetwire.store.CommittedValue;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import io.fleetwire.web.JsonBody;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The webhooks of all organizations: each one a row here and an endpoint of the engine, changed in
/// one transaction. Thread-safe.
///
/// A webhook is told of what happens after it was made, never of what was before. A change is for
/// what is sent after it, also of what happened before; deleting cancels what is outstanding.
public final class Webhooks {
  /// Each transition of a device looks at all of them.
  static final int PER_ORGANIZATION_MAX = 200;

  /// The house's own retries. One device's callbacks follow each other in their order, also when
  /// one of them has to be repeated: a receiver that saw `offline` after `online` would be wrong
  /// until the next change.
  private static final DeliveryPlan PLAN =
      new DeliveryPlan(
          RetryPlan.STANDARD,
          Budgets.STANDARD,
          DeliveryPlan.CONCURRENCY_MAX,
          Ordering.BY_SUBJECT,
          DeliveryPlan.UNLIMITED);

  private final Database database;
  private final LabPorts ports;
  private final CommittedValue<WebhookBook> book;
  private final OptionsBook options;
  private final AddressRule addressRule;
  private final InstantSource clock;

  Webhooks(LabGround ground, LabPorts ports) {
    this.database = ground.database();
    this.ports = ports;
    this.book = ground.webhooks();
    this.options = ground.options();
    this.addressRule = ground.addressRule();
    this.clock = ground.clock();
  }

  /// Those of an organization whose name, description or URL has `search` in it, in any case, the
  /// newest first. An empty text finds all.
  public List<Webhook> list(OrganizationId organization, String search) {
    String wanted = search.toLowerCase(Locale.ROOT);
    return database.read(tx -> WebhookTable.list(tx, organization)).stream()
        .filter(webhook -> matches(webhook.draft(), wanted))
        .toList();
  }

  public Optional<Webhook> find(OrganizationId organization, long id) {
    return database.read(tx -> WebhookTable.find(tx, organization, id));
  }

  /// What `body` wants a webhook to be; its faults are noted there, as {@link WebhookDraft} says.
  public WebhookDraft read(JsonBody body) {
    return WebhookDraft.read(body, addressRule);
  }

  public WebhookAnswer create(Principal caller, WebhookDraft draft) {
    return database.write(tx -> create(tx, caller, draft));
  }

  public WebhookAnswer replace(Principal caller, long id, WebhookDraft draft) {
    return database.write(tx -> replace(tx, caller, id, draft));
  }

  /// False when there is none.
  public boolean remove(Principal caller, long id) {
    return database.write(tx -> remove(tx, caller, id));
  }

  private WebhookAnswer create(WriteTx tx, Principal caller, WebhookDraft draft) {
    OrganizationId organization = caller.organization();
    if (WebhookTable.list(tx, organization).size() >= PER_ORGANIZATION_MAX) {
      return new WebhookAnswer.TooMany(PER_ORGANIZATION_MAX);
    }
    if (WebhookTable.isTaken(tx, organization, draft.name(), 0)) {
      return new WebhookAnswer.NameTaken(draft.name());
    }
    Instant now = clock.instant();
    Webhook webhook =
        new Webhook(
            NumberTable.next(tx, NumberTable.Kind.WEBHOOK),
            organization,
            ports.intake().newEndpointId(),
            draft,
            now,
            now,
            caller.client());
    WebhookTable.add(tx, webhook);
    return saved(tx, caller, "webhook.create", webhook);
  }

  private WebhookAnswer replace(WriteTx tx, Principal caller, long id, WebhookDraft draft) {
    Optional<Webhook> known = WebhookTable.find(tx, caller.organization(), id);
    if (known.isEmpty()) {
      return new WebhookAnswer.Unknown();
    }
    if (WebhookTable.isTaken(tx, caller.organization(), draft.name(), id)) {
      return new WebhookAnswer.NameTaken(draft.name());
    }
    Webhook webhook = known.get().with(draft, clock.instant());
    WebhookTable.replace(tx, webhook);
    if (known.get().options().isPatient()) {
      Audience.hurry(tx, webhook, webhook.changedAt());
    }
    return saved(tx, caller, "webhook.update", webhook);
  }

  private WebhookAnswer saved(WriteTx tx, Principal caller, String action, Webhook webhook) {
    ports.store().in(tx).putEndpoint(endpoint(webhook));
    tx.set(book, tx.get(book).with(webhook));
    ports.audit().append(tx, caller, change(action, webhook));
    return new WebhookAnswer.Saved(webhook);
  }

  private boolean remove(WriteTx tx, Principal caller, long id) {
    Optional<Webhook> known = WebhookTable.find(tx, caller.organization(), id);
    known.ifPresent(
        webhook -> {
          WebhookTable.remove(tx, webhook);
          ports.store().in(tx).removeEndpoint(webhook.endpoint());
          options.remove(tx, webhook.endpoint());
          tx.set(book, tx.get(book).without(webhook));
          ports.audit().append(tx, caller, change("webhook.delete", webhook));
        });
    return known.isPresent();
  }

  /// A URL may hold a secret in its query, so the log has only where it leads.
  private static AuditLog.Change change(String action, Webhook webhook) {
    WebhookDraft draft = webhook.draft();
    String events =
        draft.activities().stream().map(a -> a.type().name()).collect(Collectors.joining(", "));
    return new AuditLog.Change(
        action,
        "webhook " + webhook.id(),
        "\"%s\" to %s: %s".formatted(draft.name(), webhook.target().getHost(), events));
  }

  private static boolean matches(WebhookDraft draft, String wanted) {
    return List.of(draft.name(), draft.description(), draft.url()).stream()
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
  }

  private static Endpoint endpoint(Webhook webhook) {
    return new Endpoint(
        webhook.endpoint(),
        webhook.organization(),
        new Target(LabCallbackFormat.NAME, Long.toString(webhook.id()), webhook.target()),
        new EventFilter(
            webhook.draft().activities().stream()
                .map(activity -> TypePattern.of(activity.type()))
                .collect(Collectors.toSet()),
            List.of(
                new Condition(
                    StatusDesk.WEBHOOK, new Operator.AnyOf(Set.of(Long.toString(webhook.id())))))),
        PLAN);
  }
}
