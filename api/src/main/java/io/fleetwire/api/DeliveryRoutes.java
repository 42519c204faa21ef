package io.fleetwire.api;

import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryPage;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointSummary;
import io.fleetwire.engine.FeedPage;
import io.fleetwire.engine.LogCursor;
import io.fleetwire.engine.Redelivered;
import io.fleetwire.engine.Redelivery;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Json;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What became of deliveries: search, one with its attempts, the feed of an endpoint, how an
/// endpoint is doing; and to deliver one again.
final class DeliveryRoutes {
  private static final BodyRule NOTHING = new BodyRule.None();
  static final String ALL = "/api/v1/deliveries";
  private static final String ONE = ALL + "/{deliveryId}";

  /// Sequence numbers have no more digits.
  private static final Cursor.Range SEQUENCES = new Cursor.Range(0, 999_999_999_999_999_999L);

  private final SqlEngineStore store;
  private final Redelivery redelivery;

  DeliveryRoutes(SqlEngineStore store, Redelivery redelivery) {
    this.store = store;
    this.redelivery = redelivery;
  }

  List<Route> routes() {
    var read = ApiScopes.with(ApiScopes.DELIVERIES_READ);
    var write = ApiScopes.with(ApiScopes.DELIVERIES_WRITE);
    String endpoint = EndpointRoutes.ONE;
    return List.of(
        new Route(HttpMethod.GET, ALL, read, NOTHING, this::list)
            .reading("cursor", "limit", "endpoint", "type", "subject", "state", "from", "until"),
        new Route(HttpMethod.GET, ONE, read, NOTHING, this::get),
        new Route(HttpMethod.POST, ONE + "/redeliver", write, NOTHING, this::redeliver),
        new Route(HttpMethod.GET, endpoint + "/events", read, NOTHING, this::feed)
            .reading("after", "limit"),
        new Route(HttpMethod.GET, endpoint + "/summary", read, NOTHING, this::summary));
  }

  private Reply list(Request request) {
    Cursor cursor = Cursor.of(request);
    DeliveryPage page =
        store
            .log()
            .list(
                LogQuery.of(request, request.principal().organization()),
                cursor.key() == 0 ? LogCursor.START : new LogCursor(cursor.key()),
                cursor.limit());
    return Cursor.page(
        page.entries().stream().map(LogJson::delivery).toList(), page.next().below());
  }

  private Reply get(Request request) {
    DeliveryEntry entry = known(request);
    ObjectNode json = LogJson.delivery(entry);
    json.set("timeline", LogJson.attempts(store.log().attempts(entry.id())));
    return Reply.json(200, json);
  }

  private Reply redeliver(Request request) {
    DeliveryEntry entry = known(request);
    Redelivered answer =
        store.write(tx -> redelivery.redeliver(tx, request.principal().organization(), entry.id()));
    return switch (answer) {
      case Redelivered.Enqueued(DeliveryId id, EndpointId endpoint, long sequence) -> {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("id", id.toString());
        json.put("endpoint", endpoint.toString());
        json.put("sequence", sequence);
        yield Reply.json(202, json).with("Location", ALL + "/" + id);
      }
      case Redelivered.Unknown() -> throw unknown();
      case Redelivered.EndpointGone(EndpointId endpoint) ->
          throw new ProblemException(
              new Problem.Conflict("its endpoint " + endpoint + " was deleted; there is no way"));
    };
  }

  private Reply feed(Request request) {
    EndpointId id = EndpointActions.known(store, request).id();
    long after = Cursor.number(request, "after", SEQUENCES).orElse(0L);
    FeedPage page = store.log().feed(id, after, Cursor.of(request).limit());
    ObjectNode json = Json.mapper().createObjectNode();
    ArrayNode data = json.putArray("data");
    page.items().forEach(item -> data.add(LogJson.feedItem(item)));
    json.put("after", page.last());
    json.put("hasMore", page.hasMore());
    return Reply.json(200, json);
  }

  private Reply summary(Request request) {
    EndpointId id = EndpointActions.known(store, request).id();
    EndpointSummary summary = store.log().summary(id);
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", id.toString());
    EndpointJson.state(json, store.endpoints().state(id));
    EndpointJson.health(json, store.endpoints().health(id));
    json.put("outstanding", summary.outstanding());
    summary.findOldestOutstanding().ifPresent(at -> json.put("oldestOutstanding", at.toString()));
    summary.findLastSuccess().ifPresent(at -> json.put("lastSuccess", at.toString()));
    summary.findLastFailure().ifPresent(at -> json.put("lastFailure", at.toString()));
    json.put("lastSequence", store.log().lastSequence(id));
    return Reply.json(200, json);
  }

  private DeliveryEntry known(Request request) {
    return DeliveryId.parse(request.pathParameter("deliveryId"))
        .flatMap(store.log()::find)
        .filter(e -> e.event().organization().equals(request.principal().organization()))
        .orElseThrow(DeliveryRoutes::unknown);
  }

  private static ProblemException unknown() {
    return new ProblemException(new Problem.NotFound("there is no such delivery, or no longer"));
  }
}
