package io.fleetwire.api;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Json;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Problem.Fault;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Publishes events: one or up to 500, in our own words or as CloudEvents.
final class EventRoutes {
  private static final String PATH = "/api/v1/events";
  private static final BodyRule BODY = new BodyRule.Bytes(EventReader.REQUEST_BYTES_MAX);
  private static final String KEY = "Idempotency-Key";
  private static final int KEY_LENGTH_MAX = 255;
  private static final String CLOUD_EVENT = "application/cloudevents";
  private static final String CLOUD_BATCH = CLOUD_EVENT + "-batch";

  /// Whoever sends 500 bad events learns enough from the first hundred faults.
  private static final int FAULTS_MAX = 100;

  private final EventReader reader;
  private final EventDesk desk;
  private final Catalogue catalogue;

  EventRoutes(EventReader reader, EventDesk desk, Catalogue catalogue) {
    this.reader = reader;
    this.desk = desk;
    this.catalogue = catalogue;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            HttpMethod.POST, PATH, ApiScopes.with(ApiScopes.EVENTS_WRITE), BODY, this::publish));
  }

  private Reply publish(Request request) {
    OrganizationId organization = request.principal().organization();
    String key = key(request);
    String digest = digest(request);
    if (!key.isEmpty()) {
      Optional<EventDesk.Answer> answer = desk.findAnswer(organization, key, digest);
      if (answer.isPresent()) {
        return reply(answer.get(), isBatch(request), List.of());
      }
    }
    EventReader.Found found = reader.read(request);
    List<Fault> faults = new ArrayList<>(found.faults());
    List<EventDraft> drafts = new ArrayList<>();
    for (EventDraft draft : found.drafts()) {
      drafts.add(catalogue.checked(organization, draft, faults));
    }
    if (!faults.isEmpty()) {
      throw new ProblemException(new Problem.Invalid(faults.stream().limit(FAULTS_MAX).toList()));
    }
    EventDesk.Answer answer =
        desk.publish(new EventDesk.Order(organization, request.trace(), drafts, key, digest));
    return reply(answer, found.isBatch(), drafts);
  }

  /// Whether a caller expects a list, before the body is understood.
  private static boolean isBatch(Request request) {
    String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (type.startsWith(CLOUD_EVENT)) {
      return type.startsWith(CLOUD_BATCH);
    }
    return request.header("ce-specversion").isEmpty() && Json.parse(request.body()).has("events");
  }

  private static String key(Request request) {
    Optional<String> key = request.header(KEY).map(String::strip);
    if (key.filter(it -> it.isEmpty() || it.length() > KEY_LENGTH_MAX).isPresent()) {
      throw Cursor.fault(KEY, "1 to " + KEY_LENGTH_MAX + " letters, or leave it out");
    }
    return key.orElse("");
  }

  /// Of the body and of what else makes the meaning: media type and CloudEvents' headers.
  private static String digest(Request request) {
    String head =
        request.headers().stream()
            .filter(EventRoutes::hasMeaning)
            .map(header -> header.name().toLowerCase(Locale.ROOT) + ":" + header.value())
            .sorted()
            .collect(Collectors.joining("\n"));
    return EventDesk.sha256((head + "\n\n").getBytes(StandardCharsets.UTF_8), request.body());
  }

  private static boolean hasMeaning(Header header) {
    return header.isNamed("Content-Type")
        || header.name().toLowerCase(Locale.ROOT).startsWith("ce-");
  }

  private static Reply reply(EventDesk.Answer answer, boolean batch, List<EventDraft> drafts) {
    return switch (answer) {
      case EventDesk.Published(List<Receipt> receipts) -> reply(receipts, batch);
      case EventDesk.Repeated(List<Receipt> receipts) ->
          reply(receipts, batch).with("Idempotency-Replayed", "true");
      case EventDesk.KeyTaken() ->
          throw new ProblemException(
              new Problem.Conflict(
                  "this Idempotency-Key was used for another request within the last 24 hours;"
                      + " choose a new key"));
      case EventDesk.NamesTaken(List<Integer> taken) ->
          throw new ProblemException(
              new Problem.Invalid(
                  taken.stream()
                      .map(i -> EventDesk.nameTaken(drafts.get(i).where() + "/id"))
                      .toList()));
    };
  }

  private static Reply reply(List<Receipt> receipts, boolean batch) {
    if (!batch) {
      return Reply.json(202, receipts.getFirst().json());
    }
    ObjectNode json = Json.mapper().createObjectNode();
    ArrayNode events = json.putArray("events");
    receipts.forEach(receipt -> events.add(receipt.json()));
    return Reply.json(202, json);
  }
}
