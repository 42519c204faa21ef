package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Principal;
import io.fleetwire.lab.LabDesks;
import io.fleetwire.lab.Webhook;
import io.fleetwire.lab.WebhookAnswer;
import io.fleetwire.lab.WebhookDraft;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The tab Webhook Settings: the vendor's walks, click by click (contract 3). Thread-safe.
final class WebhookArea implements Area {
  static final String ALL = SettingsTab.WEBHOOKS.path();
  static final String ONE = ALL + "/{webhookId}";

  private static final String NEW = ALL + "/new";
  private static final Set<Permission> SETTINGS = Set.of(Permission.SETTINGS);

  /// Longer than the longest text that is searched.
  private static final int SEARCH_LENGTH_MAX = 512;

  private final Pages pages;
  private final LabDesks lab;

  WebhookArea(Pages pages, LabDesks lab) {
    this.pages = pages;
    this.lab = lab;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(ALL, SETTINGS, this::list),
        Paths.get(NEW, SETTINGS, this::blank),
        Paths.post(NEW, SETTINGS, this::create),
        Paths.get(ONE, SETTINGS, this::edit),
        Paths.post(ONE, SETTINGS, this::replace),
        Paths.get(ONE + "/delete", SETTINGS, this::question),
        Paths.post(ONE + "/delete", SETTINGS, this::delete));
  }

  private Reply list(Request request) {
    String search = request.query("search").orElse("");
    String text = search.substring(0, Math.min(search.length(), SEARCH_LENGTH_MAX));
    String chosen = request.query("selected").orElse("");
    List<WebhookRow> rows =
        lab.webhooks().list(request.principal().organization(), text).stream()
            .map(webhook -> WebhookRow.of(webhook, lab.controls().condition(webhook)))
            .toList();
    Optional<WebhookRow> selected =
        rows.stream().filter(row -> Long.toString(row.id()).equals(chosen)).findFirst();
    WebhookListView view = new WebhookListView(text, rows, selected);
    return pages.show(
        request,
        Heading.below(Place.SETTINGS, "Webhooks"),
        (out, frame) -> JteWebhooksGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply blank(Request request) {
    return form(200, request, WebhookFormView.blank(WebhookForm.empty().asked(request, "url")));
  }

  private Reply create(Request request) {
    Fields fields = WebhookForm.fields(request.form());
    return switch (WebhookForm.read(fields, lab.webhooks()::read)) {
      case Heard.Faulty(Fields faulty) -> form(422, request, WebhookFormView.blank(faulty));
      case Heard.Good(WebhookDraft draft) ->
          saved(
              request,
              lab.webhooks().create(request.principal(), draft),
              WebhookFormView.blank(fields));
    };
  }

  private Reply edit(Request request) {
    Webhook webhook = known(request);
    return form(200, request, WebhookFormView.of(webhook, WebhookForm.of(webhook)));
  }

  private Reply replace(Request request) {
    Webhook webhook = known(request);
    Fields fields = WebhookForm.fields(request.form());
    return switch (WebhookForm.read(fields, lab.webhooks()::read)) {
      case Heard.Faulty(Fields faulty) -> form(422, request, WebhookFormView.of(webhook, faulty));
      case Heard.Good(WebhookDraft draft) ->
          saved(
              request,
              lab.webhooks().replace(request.principal(), webhook.id(), draft),
              WebhookFormView.of(webhook, fields));
    };
  }

  private Reply saved(Request request, WebhookAnswer answer, WebhookFormView view) {
    return switch (answer) {
      case WebhookAnswer.Saved(Webhook webhook) ->
          pages.goTo(
              ALL + "?selected=" + webhook.id(),
              "“" + webhook.name() + "” was " + (view.isNew() ? "created." : "saved."));
      case WebhookAnswer.NameTaken(String name) ->
          form(
              422,
              request,
              view.with(
                  view.fields()
                      .withFault(
                          "name",
                          "Your organization has a webhook called “"
                              + name
                              + "”. Choose another name.")));
      case WebhookAnswer.TooMany(int max) ->
          form(
              422,
              request,
              view.with(
                  view.fields()
                      .withFault(
                          "form",
                          "An organization has at most " + max + " webhooks. Delete one first.")));
      case WebhookAnswer.Unknown() -> throw unknown();
    };
  }

  /// The way without a script: the same question on a page of its own.
  private Reply question(Request request) {
    Webhook webhook = known(request);
    return pages.ask(request, Place.SETTINGS, WebhookRow.deletion(webhook.id(), webhook.name()));
  }

  private Reply delete(Request request) {
    Webhook webhook = known(request);
    if (!lab.webhooks().remove(request.principal(), webhook.id())) {
      throw unknown();
    }
    return pages.goTo(ALL, "“" + webhook.name() + "” was deleted. It is not called any more.");
  }

  private Reply form(int status, Request request, WebhookFormView view) {
    Heading heading =
        Heading.below(
            Place.SETTINGS, view.title(), Place.SETTINGS.crumb(), SettingsTab.WEBHOOKS.crumb());
    return pages.show(
        status,
        request,
        heading,
        (out, frame) -> JteWebhookFormGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Webhook known(Request request) {
    return known(lab, request.principal(), request);
  }

  /// The webhook that the path names, of the caller's organization.
  static Webhook known(LabDesks lab, Principal caller, Request request) {
    return lab.webhooks()
        .find(caller.organization(), Numbers.of(request, "webhookId"))
        .orElseThrow(WebhookArea::unknown);
  }

  private static ProblemException unknown() {
    return new ProblemException(
        new Problem.NotFound(
            "your organization has no such webhook; somebody may have deleted it"));
  }
}
