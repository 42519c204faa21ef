package io.fleetwire.knox;

import io.fleetwire.access.Principal;
import io.fleetwire.engine.EventType;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// The five operations on subscriptions (contract 1.3, 1.4).
final class SubscriptionRoutes {
  /// A URL of 2,048 letters and 50 names take 6 KiB.
  private static final BodyRule BODY = new BodyRule.Json(64 * 1024);

  private static final BodyRule NOTHING = new BodyRule.None();

  /// There is no scope for subscriptions themselves: the events' services have them.
  private static final Authorization ANYBODY_KNOWN = new Authorization.Token(Set.of(), true);

  private static final String ALL = "/kwn/v1/subscriptions";
  private static final String ONE = ALL + "/{subscriptionId}";

  private final SubscriptionDesk desk;
  private final Subscriptions subscriptions;
  private final KnoxEventCatalogue catalogue;
  private final SubscriptionUrls urls;
  private final int createdStatus;

  SubscriptionRoutes(
      SubscriptionDesk desk,
      Subscriptions subscriptions,
      KnoxEventCatalogue catalogue,
      SubscriptionUrls urls,
      int createdStatus) {
    this.desk = desk;
    this.subscriptions = subscriptions;
    this.catalogue = catalogue;
    this.urls = urls;
    this.createdStatus = createdStatus;
  }

  List<Route> routes() {
    return List.of(
        new Route(HttpMethod.POST, ALL, ANYBODY_KNOWN, BODY, this::create),
        new Route(HttpMethod.GET, ALL, ANYBODY_KNOWN, NOTHING, this::list),
        new Route(HttpMethod.GET, ONE, ANYBODY_KNOWN, NOTHING, this::get),
        new Route(HttpMethod.PUT, ONE, ANYBODY_KNOWN, BODY, this::replace),
        new Route(HttpMethod.DELETE, ONE, ANYBODY_KNOWN, NOTHING, this::delete));
  }

  private Reply create(Request request) {
    SubscriptionDraft draft = draft(request, "");
    return reply(createdStatus, desk.create(request.principal(), draft));
  }

  private Reply replace(Request request) {
    Subscription known = known(request);
    SubscriptionDraft draft = draft(request, known.id());
    return reply(200, desk.replace(request.principal(), known, draft));
  }

  private Reply list(Request request) {
    List<Subscription> all = subscriptions.list(request.principal().organization());
    return Reply.json(
        200,
        KnoxJson.write(
            1_024,
            json -> {
              json.writeStartObject();
              json.writeArrayPropertyStart("payload");
              all.forEach(subscription -> write(json, subscription));
              json.writeEndArray();
              json.writeEndObject();
            }));
  }

  private Reply get(Request request) {
    return reply(200, known(request));
  }

  private Reply delete(Request request) {
    String id = request.pathParameter("subscriptionId");
    if (!desk.remove(request.principal(), id)) {
      throw unknown();
    }
    return Reply.empty(204);
  }

  private Subscription known(Request request) {
    return subscriptions
        .find(request.principal().organization(), request.pathParameter("subscriptionId"))
        .orElseThrow(SubscriptionRoutes::unknown);
  }

  /// The body, found good. First everything that is wrong with it is told at once, then what the
  /// caller may not have. Of events that are not unlocked, nothing is told: not even that they are
  /// taken.
  private SubscriptionDraft draft(Request request, String except) {
    Principal caller = request.principal();
    JsonBody body = request.json();
    SubscriptionDraft draft = SubscriptionDraft.read(body, catalogue, urls);
    List<EventType> unlocked =
        draft.events().stream()
            .filter(event -> event.isUnlockedFor(caller))
            .map(CatalogueEvent::type)
            .toList();
    boolean full = subscriptions.list(caller.organization()).size() >= catalogue.size();
    if (!full || !except.isEmpty()) {
      subscriptions
          .taken(caller.organization(), unlocked, except)
          .forEach(event -> body.fault("events", taken(event)));
    }
    body.check();
    requireUnlocked(draft, caller);
    return draft;
  }

  private static void requireUnlocked(SubscriptionDraft draft, Principal caller) {
    List<String> locked =
        draft.events().stream()
            .filter(event -> !event.isUnlockedFor(caller))
            .map(event -> event.type() + " needs " + event.unlockedBy())
            .toList();
    if (!locked.isEmpty()) {
      throw new ProblemException(new Problem.Forbidden(String.join("; ", locked)));
    }
  }

  private static Reply reply(int status, SubscriptionAnswer answer) {
    return switch (answer) {
      case SubscriptionAnswer.Saved(Subscription subscription) -> reply(status, subscription);
      case SubscriptionAnswer.Taken(List<EventType> events) ->
          throw new ProblemException(
              new Problem.Invalid(
                  events.stream().map(e -> new Problem.Fault("/events", taken(e))).toList()));
      case SubscriptionAnswer.TooMany(int max) ->
          throw new ProblemException(
              new Problem.LimitExceeded(
                  "there are "
                      + max
                      + " subscriptions, as many as there are events;"
                      + " change or delete one of them"));
      case SubscriptionAnswer.Unknown() -> throw unknown();
    };
  }

  private static Reply reply(int status, Subscription subscription) {
    return Reply.json(
        status,
        KnoxJson.write(
            512,
            json -> {
              json.writeStartObject();
              json.writeName("payload");
              write(json, subscription);
              json.writeEndObject();
            }));
  }

  private static void write(JsonGenerator json, Subscription subscription) {
    json.writeStartObject();
    json.writeStringProperty("id", subscription.id());
    json.writeStringProperty("url", subscription.url());
    json.writeArrayPropertyStart("events");
    subscription.events().forEach(event -> json.writeString(event.name()));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String taken(EventType event) {
    return event + " is in another subscription already; change or delete that one";
  }

  private static ProblemException unknown() {
    return new ProblemException(new Problem.NotFound("No subscription found"));
  }
}
