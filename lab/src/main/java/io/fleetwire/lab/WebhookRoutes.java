package io.fleetwire.lab;

import io.fleetwire.access.Permission;
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

/// The operations on webhooks. The vendor has them on a page alone, behind one permission; here the
/// same permission guards the same thing.
final class WebhookRoutes {
  /// The longest name, URL and description in escapes of six letters take 6 KiB.
  private static final BodyRule BODY = new BodyRule.Json(32 * 1024);

  private static final BodyRule NOTHING = new BodyRule.None();
  private static final Authorization SETTINGS = new Authorization.Person(Permission.SETTINGS);
  private static final String ALL = "/v2/webhooks";
  private static final String ONE = ALL + "/{webhookId}";

  /// Longer than the longest text that is searched.
  private static final int SEARCH_LENGTH_MAX = 512;

  private final Webhooks webhooks;
  private final WebhookControls controls;

  WebhookRoutes(Webhooks webhooks, WebhookControls controls) {
    this.webhooks = webhooks;
    this.controls = controls;
  }

  List<Route> routes() {
    return List.of(
        new Route(HttpMethod.GET, ALL, SETTINGS, NOTHING, this::list)
            .reading("search", "page", "size"),
        new Route(HttpMethod.POST, ALL, SETTINGS, BODY, this::create),
        new Route(HttpMethod.GET, ONE, SETTINGS, NOTHING, this::get),
        new Route(HttpMethod.PUT, ONE, SETTINGS, BODY, this::replace),
        new Route(HttpMethod.DELETE, ONE, SETTINGS, NOTHING, this::delete));
  }

  private Reply list(Request request) {
    Paging paging = Paging.of(request);
    String search = request.query("search").orElse("");
    if (search.length() > SEARCH_LENGTH_MAX) {
      throw new ProblemException(
          Problem.Invalid.of("search", "at most " + SEARCH_LENGTH_MAX + " characters"));
    }
    List<Webhook> found = webhooks.list(request.principal().organization(), search);
    return Reply.json(
        200,
        LabJson.object(
            json -> {
              json.writeArrayPropertyStart("webhooks");
              paging
                  .of(found)
                  .forEach(webhook -> WebhookView.write(json, webhook, condition(webhook)));
              json.writeEndArray();
              json.writeNumberProperty("page", paging.page());
              json.writeNumberProperty("size", paging.size());
              json.writeNumberProperty("total", found.size());
            }));
  }

  private Reply create(Request request) {
    return reply(201, webhooks.create(request.principal(), draft(request)));
  }

  private Reply get(Request request) {
    long id = id(request);
    Webhook webhook =
        webhooks
            .find(request.principal().organization(), id)
            .orElseThrow(() -> PathNumber.unknown("webhook", id));
    return reply(200, new WebhookAnswer.Saved(webhook));
  }

  /// Whether there is one is looked at first: who may not know of it must not learn of it from how
  /// a body is refused.
  private Reply replace(Request request) {
    get(request);
    return reply(200, webhooks.replace(request.principal(), id(request), draft(request)));
  }

  private Reply delete(Request request) {
    if (!webhooks.remove(request.principal(), id(request))) {
      throw PathNumber.unknown("webhook", id(request));
    }
    return Reply.empty(204);
  }

  private static long id(Request request) {
    return PathNumber.of(request, "webhookId", "webhook");
  }

  private WebhookDraft draft(Request request) {
    JsonBody body = request.json();
    WebhookDraft draft = webhooks.read(body);
    body.check();
    return draft;
  }

  private WebhookControls.Condition condition(Webhook webhook) {
    return controls.condition(webhook);
  }

  private Reply reply(int status, WebhookAnswer answer) {
    return switch (answer) {
      case WebhookAnswer.Saved(Webhook webhook) ->
          Reply.json(
              status,
              LabJson.object(json -> WebhookView.members(json, webhook, condition(webhook))));
      case WebhookAnswer.NameTaken(String name) ->
          throw new ProblemException(
              new Problem.Conflict(
                  "name: your organization has a webhook called \""
                      + name
                      + "\"; choose another name, or change that one"));
      case WebhookAnswer.TooMany(int max) ->
          throw new ProblemException(
              new Problem.LimitExceeded(
                  "an organization has at most " + max + " webhooks; delete one of them"));
      case WebhookAnswer.Unknown() -> throw PathNumber.unknown("webhook", "of this number");
    };
  }
}
