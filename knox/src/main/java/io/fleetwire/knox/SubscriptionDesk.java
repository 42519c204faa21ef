package io.fleetwire.knox;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Principal;
import io.fleetwire.engine.CallbackUrl;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.WriteTx;
import io.fleetwire.web.Problem;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Changes subscriptions, for people and for programs. People who may keep an organization's
/// webhooks may subscribe to every event: they could give a client of theirs any scope. Each change
/// is in the log of changes, by the same commit. Thread-safe.
public final class SubscriptionDesk {
  private final Subscriptions subscriptions;
  private final KnoxEventCatalogue catalogue;
  private final SubscriptionUrls urls;
  private final AuditLog audit;
  private final InstantSource clock;

  SubscriptionDesk(
      Subscriptions subscriptions,
      KnoxEventCatalogue catalogue,
      SubscriptionUrls urls,
      AuditLog audit,
      InstantSource clock) {
    this.subscriptions = subscriptions;
    this.catalogue = catalogue;
    this.urls = urls;
    this.audit = audit;
    this.clock = clock;
  }

  /// What became of a wish.
  public sealed interface Answer {

    /// It is durable, and the next event goes by it.
    record Saved(Subscription subscription) implements Answer {}

    /// Nothing was changed; a fault is about `url` or `events`.
    record Refused(List<Problem.Fault> faults) implements Answer {
      public Refused {
        faults = List.copyOf(faults);
      }
    }

    /// There is no subscription of that id.
    record Unknown() implements Answer {}
  }

  /// All of an organization, in the order of their creation.
  public List<Subscription> list(OrganizationId organization) {
    return subscriptions.list(organization);
  }

  public Optional<Subscription> find(OrganizationId organization, String id) {
    return subscriptions.find(organization, id);
  }

  /// Which subscription has an event: of one organization, by event.
  public Map<EventType, Subscription> owners(OrganizationId organization) {
    return list(organization).stream()
        .flatMap(one -> one.events().stream().map(event -> Map.entry(event, one)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  public Answer create(Principal by, String url, List<String> events) {
    List<Problem.Fault> faults = new ArrayList<>();
    SubscriptionDraft draft = draft(url, events, faults);
    return faults.isEmpty() ? answer(create(by, draft)) : new Answer.Refused(faults);
  }

  /// Creates what was found good.
  SubscriptionAnswer create(Principal by, SubscriptionDraft draft) {
    return subscriptions.create(
        by.organization(), draft, clock.instant(), record(by, "subscription.create", draft));
  }

  public Answer replace(Principal by, Subscription known, String url, List<String> events) {
    List<Problem.Fault> faults = new ArrayList<>();
    SubscriptionDraft draft = draft(url, events, faults);
    return faults.isEmpty() ? answer(replace(by, known, draft)) : new Answer.Refused(faults);
  }

  /// Puts what was found good in the place of `known`.
  SubscriptionAnswer replace(Principal by, Subscription known, SubscriptionDraft draft) {
    return subscriptions.replace(
        known, draft, clock.instant(), record(by, "subscription.update", draft));
  }

  /// False when there is none. What is outstanding for it is cancelled.
  public boolean remove(Principal by, String id) {
    return subscriptions.remove(
        by.organization(),
        id,
        tx -> audit.append(tx, by, new AuditLog.Change("subscription.delete", id, "")));
  }

  private SubscriptionDraft draft(String url, List<String> names, List<Problem.Fault> faults) {
    urls.faultOf(url).ifPresent(fault -> faults.add(new Problem.Fault("url", fault)));
    List<CatalogueEvent> events =
        names.stream().distinct().flatMap(name -> catalogue.find(name).stream()).toList();
    if (events.isEmpty()) {
      faults.add(new Problem.Fault("events", "choose at least one event"));
    }
    return new SubscriptionDraft(url, events);
  }

  private Consumer<WriteTx> record(Principal by, String action, SubscriptionDraft draft) {
    String events = draft.types().stream().map(EventType::name).collect(Collectors.joining(" "));
    String url = CallbackUrl.shown(draft.url());
    return tx -> audit.append(tx, by, new AuditLog.Change(action, url, events));
  }

  private static Answer answer(SubscriptionAnswer answer) {
    return switch (answer) {
      case SubscriptionAnswer.Saved(Subscription subscription) -> new Answer.Saved(subscription);
      case SubscriptionAnswer.Taken(List<EventType> events) ->
          new Answer.Refused(
              events.stream()
                  .map(
                      event ->
                          new Problem.Fault("events", event + " is in another subscription by now"))
                  .toList());
      case SubscriptionAnswer.TooMany(int max) ->
          new Answer.Refused(
              List.of(
                  new Problem.Fault(
                      "events", "there are " + max + " subscriptions; change one of them")));
      case SubscriptionAnswer.Unknown() -> new Answer.Unknown();
    };
  }
}
