package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.knox.CatalogueEvent;
import io.fleetwire.knox.KnoxDesks;
import io.fleetwire.knox.Subscription;
import io.fleetwire.knox.SubscriptionDesk;
import io.fleetwire.web.Form;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Knox subscriptions, and the events that there are. Thread-safe.
final class KnoxSubscriptionArea implements Area {
  /// Below the tab's own address, so that no id can be taken for another tab.
  static final String ALL = Place.KNOX.path() + "/subscriptions";

  static final String NEW = ALL + "/new";
  private static final String ONE = ALL + "/{subscriptionId}";
  private static final Set<Permission> SETTINGS = Set.of(Permission.SETTINGS);

  private final Pages pages;
  private final KnoxDesks knox;

  KnoxSubscriptionArea(Pages pages, KnoxDesks knox) {
    this.pages = pages;
    this.knox = knox;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(Place.KNOX.path(), SETTINGS, this::list),
        Paths.get(NEW, SETTINGS, this::blank),
        Paths.post(NEW, SETTINGS, this::create),
        Paths.get(ONE, SETTINGS, this::edit),
        Paths.post(ONE, SETTINGS, this::replace),
        Paths.get(ONE + "/delete", SETTINGS, this::question),
        Paths.post(ONE + "/delete", SETTINGS, this::delete));
  }

  private Reply list(Request request) {
    OrganizationId organization = request.principal().organization();
    SubscriptionListView view =
        new SubscriptionListView(
            knox.subscriptions().list(organization).stream().map(SubscriptionRow::of).toList(),
            services(organization));
    return pages.show(
        request,
        Heading.of(Place.KNOX),
        (out, frame) -> JteSubscriptionsGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private List<EventChoice.Service> services(OrganizationId organization) {
    return EventChoice.services(knox.catalogue(), knox.subscriptions().owners(organization));
  }

  private Reply blank(Request request) {
    return form(200, request, "", Fields.EMPTY.asked(request, "url"));
  }

  private Reply create(Request request) {
    Fields fields = fields(request.form());
    return saved(
        request,
        "",
        fields,
        knox.subscriptions().create(request.principal(), fields.value("url"), chosen(fields)));
  }

  private Reply edit(Request request) {
    Subscription known = known(request);
    Map<String, String> values = new HashMap<>();
    values.put("url", known.url());
    known.events().forEach(event -> values.put(EventChoice.field(event.name()), "on"));
    return form(200, request, known.id(), Fields.of(values));
  }

  private Reply replace(Request request) {
    Subscription known = known(request);
    Fields fields = fields(request.form());
    return saved(
        request,
        known.id(),
        fields,
        knox.subscriptions()
            .replace(request.principal(), known, fields.value("url"), chosen(fields)));
  }

  private Reply saved(Request request, String id, Fields fields, SubscriptionDesk.Answer answer) {
    return switch (answer) {
      case SubscriptionDesk.Answer.Saved(Subscription subscription) ->
          pages.goTo(
              Place.KNOX.path(),
              "The subscription of "
                  + subscription.url()
                  + " was "
                  + (id.isEmpty() ? "created." : "saved."));
      case SubscriptionDesk.Answer.Refused(List<Problem.Fault> faults) ->
          form(
              422,
              request,
              id,
              fields.withFaults(
                  faults.stream().map(KnoxSubscriptionArea::worded).toList(), Map.of()));
      case SubscriptionDesk.Answer.Unknown() -> throw unknown();
    };
  }

  /// What is said of the URL begins with a verb.
  private static Problem.Fault worded(Problem.Fault fault) {
    return fault.pointer().equals("url")
        ? new Problem.Fault("url", "The URL " + fault.message())
        : fault;
  }

  private Reply form(int status, Request request, String id, Fields fields) {
    SubscriptionFormView view =
        new SubscriptionFormView(id, fields, services(request.principal().organization()));
    return pages.show(
        status,
        request,
        Heading.below(Place.KNOX, view.title(), Place.KNOX.crumb()),
        (out, frame) ->
            JteSubscriptionFormGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply question(Request request) {
    return pages.ask(request, Place.KNOX, SubscriptionRow.of(known(request)).deletion());
  }

  private Reply delete(Request request) {
    Subscription known = known(request);
    if (!knox.subscriptions().remove(request.principal(), known.id())) {
      throw unknown();
    }
    return pages.goTo(Place.KNOX.path(), "The subscription of " + known.url() + " was deleted.");
  }

  private Fields fields(Form form) {
    List<String> names = new ArrayList<>(List.of("url"));
    knox.catalogue().all().forEach(event -> names.add(EventChoice.field(event.type().name())));
    return Fields.read(form, names);
  }

  private List<String> chosen(Fields fields) {
    return knox.catalogue().all().stream()
        .map(CatalogueEvent::type)
        .map(type -> type.name())
        .filter(name -> fields.isOn(EventChoice.field(name)))
        .toList();
  }

  private Subscription known(Request request) {
    return knox.subscriptions()
        .find(request.principal().organization(), request.pathParameter("subscriptionId"))
        .orElseThrow(KnoxSubscriptionArea::unknown);
  }

  private static ProblemException unknown() {
    return new ProblemException(
        new Problem.NotFound(
            "your organization has no such subscription; somebody may have deleted it"));
  }
}
