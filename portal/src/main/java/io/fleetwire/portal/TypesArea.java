package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.api.PublishedType;
import io.fleetwire.api.Publisher;
import io.fleetwire.api.Receipt;
import io.fleetwire.api.TypeDesk;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.web.Json;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// The catalogue of event types, and events published by hand. Thread-safe.
final class TypesArea implements Area {
  static final String NEW = Paths.ROOT + "/new-event-type";

  private static final Set<Permission> WHO = Set.of(Permission.SETTINGS);
  private static final String ONE = Place.EVENT_TYPES.path() + "/{eventType}";
  private static final List<String> FORM =
      List.of("name", "description", "schema", "version", "breaking");
  private static final List<String> EVENT = List.of("subject", "data");

  /// All that an organization may have.
  private static final int SHOWN_MAX = 500;

  private final Pages pages;
  private final TypeDesk desk;
  private final Publisher publisher;
  private final InstantSource clock;

  TypesArea(Pages pages, WebhookPorts ports, InstantSource clock) {
    this.pages = pages;
    this.desk = ports.desks().types();
    this.publisher = ports.desks().publisher();
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(Place.EVENT_TYPES.path(), WHO, this::list),
        Paths.get(NEW, WHO, r -> form(200, r, formView(Fields.EMPTY, List.of()))),
        Paths.post(NEW, WHO, this::create),
        Paths.get(ONE, WHO, this::one),
        Paths.get(ONE + "/edit", WHO, this::edit),
        Paths.post(ONE + "/edit", WHO, this::save),
        Paths.post(ONE + "/archive", WHO, r -> archive(r, true)),
        Paths.post(ONE + "/restore", WHO, r -> archive(r, false)),
        Paths.get(ONE + "/publish", WHO, this::publishForm),
        Paths.post(ONE + "/publish", WHO, this::publish));
  }

  private Reply list(Request request) {
    Instant now = clock.instant();
    List<TypeView.Line> lines =
        desk.list(request.principal().organization(), 0, SHOWN_MAX).stream()
            .map(type -> line(type, now))
            .toList();
    return pages.show(
        request,
        Heading.of(Place.EVENT_TYPES),
        (out, frame) -> JteTypesGenerated.render(out, NoInterceptor.INSTANCE, frame, lines));
  }

  private static TypeView.Line line(PublishedType type, Instant now) {
    return new TypeView.Line(
        path(type),
        type.type().name(),
        Texts.clipped(type.description(), 120),
        type.schema().isEmpty() ? "any data" : "JSON Schema",
        Moment.of(type.life().changedAt(), now),
        type.isArchived());
  }

  private static String path(PublishedType type) {
    return Place.EVENT_TYPES.path() + "/" + type.type().name();
  }

  private Reply one(Request request) {
    TypeView view = view(known(request));
    return pages.show(
        request,
        Heading.below(Place.EVENT_TYPES, view.name(), Place.EVENT_TYPES.crumb()),
        (out, frame) -> JteTypeGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private TypeView view(PublishedType type) {
    Instant now = clock.instant();
    return new TypeView(
        path(type),
        type.type().name(),
        type.description(),
        new TypeView.Content(pretty(type.schema()), pretty(TypeDesk.sample(type))),
        new TypeView.Life(
            type.life().version(),
            Moment.of(type.life().createdAt(), now),
            Moment.of(type.life().changedAt(), now),
            type.isArchived()
                ? Optional.of(Moment.of(type.life().archivedAt(), now))
                : Optional.empty()));
  }

  private static String pretty(String json) {
    return json.isEmpty() ? "" : Texts.indented(Json.mapper().readTree(json));
  }

  private static TypeView.FormView formView(Fields fields, List<String> breaking) {
    return new TypeView.FormView(fields, NEW, Place.EVENT_TYPES.path(), true, breaking);
  }

  private static TypeView.FormView formView(
      Fields fields, PublishedType type, List<String> breaking) {
    return new TypeView.FormView(fields, path(type) + "/edit", path(type), false, breaking);
  }

  private Reply form(int status, Request request, TypeView.FormView view) {
    return pages.show(
        status,
        request,
        Heading.below(
            Place.EVENT_TYPES,
            view.isNew() ? "New event type" : "Edit event type",
            Place.EVENT_TYPES.crumb()),
        (out, frame) -> JteTypeFormGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply create(Request request) {
    Fields typed = Fields.read(request.form(), FORM);
    try {
      ObjectNode wanted = wish(typed).put("name", typed.value("name").strip());
      return switch (desk.create(request.principal(), wanted)) {
        case TypeDesk.Saved(PublishedType type) -> pages.goTo(path(type), "Created.");
        case TypeDesk.Exists() ->
            again(request, typed.withFault("name", "There is one of this name already"));
        case TypeDesk.TooMany(int max) ->
            again(request, typed.withFault("form", "There are " + max + ", as many as may be"));
        case TypeDesk.Unknown _, TypeDesk.Breaking _ ->
            throw new AssertionError("a new type breaks nobody");
      };
    } catch (ProblemException e) {
      return again(request, told(typed, e));
    }
  }

  private Reply again(Request request, Fields fields) {
    return form(422, request, formView(fields, List.of()));
  }

  /// The description, and the schema if there is one. Throws a problem where it is no JSON.
  private static ObjectNode wish(Fields typed) {
    ObjectNode wanted = Json.mapper().createObjectNode();
    wanted.put("description", typed.value("description"));
    if (typed.value("schema").isBlank()) {
      return wanted;
    }
    try {
      wanted.set("schema", Json.parse(typed.value("schema").getBytes(StandardCharsets.UTF_8)));
    } catch (ProblemException e) {
      throw new ProblemException(Problem.Invalid.of("/schema", Texts.noJson(e)));
    }
    return wanted;
  }

  private static Fields told(Fields typed, ProblemException e) {
    if (e.problem() instanceof Problem.Invalid(List<Problem.Fault> faults)) {
      return typed.withFaults(
          faults,
          Map.of("/name", "name", "/description", "description", "/schema", "schema", "", "form"));
    }
    throw e;
  }

  private Reply edit(Request request) {
    PublishedType type = known(request);
    Fields fields =
        Fields.of(
            Map.of(
                "name", type.type().name(),
                "description", type.description(),
                "schema", pretty(type.schema()),
                "version", Long.toString(type.life().version())));
    return form(200, request, formView(fields, type, List.of()));
  }

  private Reply save(Request request) {
    PublishedType type = known(request);
    Fields typed = Fields.read(request.form(), FORM);
    try {
      ObjectNode patch = wish(typed);
      if (!patch.has("schema")) {
        patch.putNull("schema");
      }
      TypeDesk.Terms terms =
          new TypeDesk.Terms(typed.isOn("breaking"), version -> requireSeen(typed, version));
      return switch (desk.change(request.principal(), type.type().name(), patch, terms)) {
        case TypeDesk.Saved(PublishedType saved) -> pages.goTo(path(saved), "Saved.");
        case TypeDesk.Breaking(List<Problem.Fault> changes) ->
            form(
                422,
                request,
                formView(typed, type, changes.stream().map(Problem.Fault::toString).toList()));
        case TypeDesk.Unknown() -> throw unknown();
        case TypeDesk.Exists _, TypeDesk.TooMany _ ->
            throw new AssertionError("a change makes no new type");
      };
    } catch (ProblemException e) {
      return form(422, request, formView(told(typed, e), type, List.of()));
    }
  }

  private static void requireSeen(Fields typed, long version) {
    if (!typed.value("version").equals(Long.toString(version))) {
      throw new ProblemException(
          Problem.Invalid.of(
              "", "Somebody changed this type meanwhile. Open the form again, then decide."));
    }
  }

  private Reply archive(Request request, boolean archived) {
    PublishedType type = known(request);
    TypeDesk.Answer answer =
        desk.archive(request.principal(), type.type().name(), archived, _ -> {});
    if (answer instanceof TypeDesk.Saved(PublishedType saved)) {
      return pages.goTo(path(saved), archived ? "Archived." : "Restored.");
    }
    throw unknown();
  }

  private Reply publishForm(Request request) {
    PublishedType type = known(request);
    return publishForm(
        200, request, type, Fields.of(Map.of("data", pretty(TypeDesk.sample(type)))));
  }

  private Reply publishForm(int status, Request request, PublishedType type, Fields fields) {
    TypeView.PublishView view = new TypeView.PublishView(fields, type.type().name(), path(type));
    return pages.show(
        status,
        request,
        Heading.below(
            Place.EVENT_TYPES,
            "Publish",
            Place.EVENT_TYPES.crumb(),
            new Crumb(view.name(), view.path())),
        (out, frame) -> JtePublishGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply publish(Request request) {
    PublishedType type = known(request);
    OrganizationId organization = request.principal().organization();
    Fields typed = Fields.read(request.form(), EVENT);
    try {
      Receipt receipt =
          publisher.publish(
              organization,
              request.requestId(),
              new Publisher.Wish(
                  type.type().name(), typed.value("subject").strip(), typed.value("data")));
      return pages.goTo(
          Place.DELIVERIES.path() + "?type=" + Here.encoded(type.type().name()),
          "Published. "
              + Amounts.count(receipt.deliveries(), "endpoint is", "endpoints are")
              + " told of it.");
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.Invalid(List<Problem.Fault> faults)) {
        return publishForm(422, request, type, withPlaces(typed, faults));
      }
      throw e;
    }
  }

  /// Whatever is wrong inside of the data is told beside the data, with its place.
  private static Fields withPlaces(Fields typed, List<Problem.Fault> faults) {
    Fields all = typed;
    for (Problem.Fault fault : faults) {
      String place = fault.pointer();
      String field = place.equals("/subject") ? "subject" : "data";
      String where = place.startsWith("/data/") ? place.substring("/data".length()) + ": " : "";
      all = all.withFault(field, where + fault.message());
    }
    return all;
  }

  private PublishedType known(Request request) {
    return desk.find(request.principal().organization(), request.pathParameter("eventType"))
        .orElseThrow(TypesArea::unknown);
  }

  private static ProblemException unknown() {
    return new ProblemException(new Problem.NotFound("there is no such event type"));
  }
}
