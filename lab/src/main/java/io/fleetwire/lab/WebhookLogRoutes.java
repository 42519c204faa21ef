package io.fleetwire.lab;

import io.fleetwire.access.Permission;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryPage;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.GivenNumber;
import io.fleetwire.engine.LogCursor;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The log of a webhook's deliveries, and to make one again.
final class WebhookLogRoutes {
  private static final BodyRule NOTHING = new BodyRule.None();
  private static final Authorization SETTINGS = new Authorization.Person(Permission.SETTINGS);
  private static final String ALL = "/v2/webhooks/{webhookId}/deliveries";
  private static final String ONE = ALL + "/{deliveryId}";

  /// A screen or two; whoever wants all of it turns pages.
  private static final int SIZE_MAX = 100;

  private static final int SIZE_DEFAULT = 20;

  private final WebhookLog log;
  private final Webhooks webhooks;

  WebhookLogRoutes(WebhookLog log, Webhooks webhooks) {
    this.log = log;
    this.webhooks = webhooks;
  }

  List<Route> routes() {
    return List.of(
        new Route(HttpMethod.GET, ALL, SETTINGS, NOTHING, this::list)
            .reading("state", "size", "next"),
        new Route(HttpMethod.GET, ONE, SETTINGS, NOTHING, this::get),
        new Route(HttpMethod.POST, ONE + "/redeliver", SETTINGS, NOTHING, this::redeliver));
  }

  private Reply list(Request request) {
    Webhook webhook = webhook(request);
    int size = QueryNumber.size(request, SIZE_DEFAULT, SIZE_MAX);
    DeliveryPage page = log.list(webhook, states(request), cursor(request), size);
    return Reply.json(
        200,
        LabJson.object(
            json -> {
              json.writeArrayPropertyStart("deliveries");
              for (DeliveryEntry entry : page.entries()) {
                json.writeStartObject();
                DeliveryView.members(json, entry);
                json.writeEndObject();
              }
              json.writeEndArray();
              if (!page.next().isEnd()) {
                json.writeStringProperty("next", Long.toString(page.next().below()));
              }
            }));
  }

  private Reply get(Request request) {
    WebhookLog.Told told =
        log.find(webhook(request), id(request)).orElseThrow(() -> unknown(request));
    return Reply.json(200, LabJson.object(json -> DeliveryView.members(json, told)));
  }

  private Reply redeliver(Request request) {
    DeliveryId again =
        log.redeliver(request.principal(), webhook(request), id(request))
            .orElseThrow(() -> unknown(request));
    return Reply.json(
        202, LabJson.object(json -> json.writeStringProperty("id", again.toString())));
  }

  private Webhook webhook(Request request) {
    long id = PathNumber.of(request, "webhookId", "webhook");
    return webhooks
        .find(request.principal().organization(), id)
        .orElseThrow(() -> PathNumber.unknown("webhook", id));
  }

  private static DeliveryId id(Request request) {
    return DeliveryId.parse(request.pathParameter("deliveryId"))
        .orElseThrow(() -> unknown(request));
  }

  private static ProblemException unknown(Request request) {
    return new ProblemException(
        new Problem.NotFound(
            "this webhook has no delivery "
                + request.pathParameter("deliveryId")
                + ", or it is no longer kept"));
  }

  /// `state`: one, or several with commas between them.
  private static Set<DeliveryState> states(Request request) {
    Set<DeliveryState> states = EnumSet.noneOf(DeliveryState.class);
    for (String word : request.query("state").filter(it -> !it.isEmpty()).orElse("").split(",")) {
      Optional<DeliveryState> state =
          Arrays.stream(DeliveryState.values())
              .filter(it -> DeliveryView.word(it).equals(word))
              .findFirst();
      state.ifPresent(states::add);
      if (state.isEmpty() && !word.isEmpty()) {
        throw fault("state", "one or more of " + known());
      }
    }
    return states;
  }

  private static String known() {
    return Arrays.stream(DeliveryState.values())
        .map(state -> state.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static LogCursor cursor(Request request) {
    String text = request.query("next").orElse("");
    if (text.isEmpty()) {
      return LogCursor.START;
    }
    return GivenNumber.find(text)
        .map(LogCursor::new)
        .orElseThrow(() -> fault("next", "what the page before says as its next, as it is"));
  }

  private static ProblemException fault(String name, String message) {
    return new ProblemException(Problem.Invalid.of(name, message));
  }
}
