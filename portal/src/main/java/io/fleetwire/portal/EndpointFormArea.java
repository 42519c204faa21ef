package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.api.EndpointDesk;
import io.fleetwire.api.PublishedType;
import io.fleetwire.callback.SigningKey;
import io.fleetwire.callback.SigningKeys;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.web.Form;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Endpoints that are made here: create, edit, delete, and exchange of secrets. Thread-safe.
final class EndpointFormArea implements Area {
  static final String NEW = Paths.ROOT + "/new-endpoint";

  /// How long an old secret may go on, in hours.
  static final List<Choice> OVERLAPS =
      List.of(
          new Choice("0", "no time at all"),
          new Choice("1", "an hour"),
          new Choice("24", "a day"),
          new Choice("168", "a week"));

  private static final Set<Permission> WHO = Set.of(Permission.SETTINGS);
  private static final String ONE = Place.ENDPOINTS.path() + "/{endpointId}";

  /// As many as one can look through; the others are written as patterns.
  private static final int TYPES_SHOWN_MAX = 60;

  private final Pages pages;
  private final WebhookPorts ports;
  private final EndpointDesk desk;
  private final InstantSource clock;

  EndpointFormArea(Pages pages, WebhookPorts ports, InstantSource clock) {
    this.pages = pages;
    this.ports = ports;
    this.desk = ports.desks().endpoints();
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(NEW, WHO, r -> form(200, r, fresh(r))),
        Paths.post(NEW, WHO, this::create),
        Paths.get(ONE + "/edit", WHO, r -> form(200, r, filled(r))),
        Paths.post(ONE + "/edit", WHO, this::save),
        Paths.get(ONE + "/delete", WHO, this::mayDelete),
        Paths.post(ONE + "/delete", WHO, this::delete),
        Paths.post(ONE + "/rotate", WHO, this::rotate));
  }

  private List<String> knownTypes(Request request) {
    OrganizationId organization = request.principal().organization();
    return ports.desks().types().list(organization, 0, TYPES_SHOWN_MAX).stream()
        .filter(type -> !type.isArchived())
        .map(PublishedType::type)
        .map(type -> type.name())
        .toList();
  }

  private EndpointFormView fresh(Request request) {
    return new EndpointFormView(
        EndpointFormFill.fresh().asked(request, "url"),
        knownTypes(request),
        NEW,
        Place.ENDPOINTS.path(),
        true);
  }

  private EndpointFormView filled(Request request) {
    EndpointDesk.View seen = known(request);
    List<String> types = knownTypes(request);
    return view(EndpointFormFill.of(seen, types), types, seen.note().id());
  }

  private static EndpointFormView view(Fields fields, List<String> types, EndpointId id) {
    String path = Place.ENDPOINTS.path() + "/" + id;
    return new EndpointFormView(fields, types, path + "/edit", path, false);
  }

  private Reply form(int status, Request request, EndpointFormView view) {
    String title = view.isNew() ? "New endpoint" : "Edit endpoint";
    return pages.show(
        status,
        request,
        Heading.below(Place.ENDPOINTS, title, Place.ENDPOINTS.crumb()),
        (out, frame) -> JteEndpointFormGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply create(Request request) {
    List<String> types = knownTypes(request);
    Fields typed = Fields.read(request.form(), EndpointForm.names(types));
    EndpointForm.Wish wish = EndpointForm.read(typed, types, Optional.empty());
    try {
      requireGood(wish.fields());
      return answered(request, desk.create(request.principal(), wish.json()), true);
    } catch (ProblemException e) {
      Fields told = told(wish.fields(), e);
      return form(
          422, request, new EndpointFormView(told, types, NEW, Place.ENDPOINTS.path(), true));
    }
  }

  private Reply save(Request request) {
    EndpointDesk.View seen = known(request);
    List<String> types = knownTypes(request);
    Fields typed = Fields.read(request.form(), EndpointForm.names(types));
    EndpointForm.Wish wish = EndpointForm.read(typed, types, Optional.of(seen));
    try {
      requireGood(wish.fields());
      requireSeen(typed, seen);
      return answered(request, desk.replace(request.principal(), seen, wish.json()), false);
    } catch (ProblemException e) {
      return form(422, request, view(told(wish.fields(), e), types, seen.note().id()));
    }
  }

  private static void requireGood(Fields fields) {
    if (!fields.isGood()) {
      throw new ProblemException(new Problem.Invalid(List.of()));
    }
  }

  private static void requireSeen(Fields typed, EndpointDesk.View seen) {
    if (!typed.value("version").equals(Long.toString(seen.note().version()))) {
      throw outdated();
    }
  }

  private static ProblemException outdated() {
    return new ProblemException(
        Problem.Invalid.of(
            "", "Somebody changed this endpoint meanwhile. Open the form again, then decide."));
  }

  /// What is wrong with a form is told in it; anything else is a page of its own.
  private static Fields told(Fields fields, ProblemException e) {
    if (e.problem() instanceof Problem.Invalid(List<Problem.Fault> faults)) {
      return EndpointForm.withFaults(fields, faults);
    }
    throw e;
  }

  private Reply answered(Request request, EndpointDesk.Answer answer, boolean isNew) {
    return switch (answer) {
      case EndpointDesk.Saved(EndpointDesk.View view, boolean fresh) ->
          fresh && view.keys().isPresent()
              ? secret(request, view, view.keys().get(), isNew)
              : pages.goTo(
                  Place.ENDPOINTS.path() + "/" + view.note().id(), isNew ? "Created." : "Saved.");
      case EndpointDesk.TooMany(int max) ->
          throw new ProblemException(
              Problem.Invalid.of(
                  "", "There are " + max + " endpoints, as many as may be; change or delete one."));
      case EndpointDesk.Unknown() -> throw EndpointsArea.unknown();
      case EndpointDesk.Outdated() -> throw outdated();
      case EndpointDesk.Crowded(Instant freeAt) ->
          throw new ProblemException(
              new Problem.Conflict(
                  "too many secrets are still in use; the next exchange is possible at "
                      + Moment.of(freeAt, clock.instant()).exact()));
    };
  }

  private Reply secret(Request request, EndpointDesk.View view, SigningKeys keys, boolean isNew) {
    boolean isPublic = keys.current().scheme() == SigningKey.Scheme.ED25519;
    SecretView shown =
        new SecretView(
            EndpointNames.of(view),
            Place.ENDPOINTS.path() + "/" + view.note().id(),
            keys.current().verifierText().reveal(),
            isPublic,
            isNew);
    return pages
        .show(
            request,
            Heading.below(Place.ENDPOINTS, "Its secret", Place.ENDPOINTS.crumb()),
            (out, frame) ->
                JteEndpointSecretGenerated.render(out, NoInterceptor.INSTANCE, frame, shown))
        .with("Cache-Control", "no-store");
  }

  private Reply mayDelete(Request request) {
    EndpointDesk.View seen = known(request);
    EndpointFormView view = view(Fields.EMPTY, List.of(), seen.note().id());
    String name = EndpointNames.of(seen);
    return pages.show(
        request,
        Heading.below(
            Place.ENDPOINTS, "Delete", Place.ENDPOINTS.crumb(), new Crumb(name, view.cancel())),
        (out, frame) ->
            JteEndpointDeleteGenerated.render(out, NoInterceptor.INSTANCE, frame, name, view));
  }

  private Reply delete(Request request) {
    EndpointDesk.View seen = known(request);
    return switch (desk.remove(request.principal(), seen)) {
      case EndpointDesk.Saved _ ->
          pages.goTo(
              Place.ENDPOINTS.path(), "Deleted " + EndpointNames.of(seen) + ". Its log is kept.");
      case EndpointDesk.Unknown _ -> throw EndpointsArea.unknown();
      case EndpointDesk.Outdated _, EndpointDesk.TooMany _, EndpointDesk.Crowded _ ->
          throw new ProblemException(
              new Problem.Conflict("somebody changed this endpoint meanwhile; look at it again"));
    };
  }

  private Reply rotate(Request request) {
    EndpointDesk.View seen = known(request);
    Form form = request.form();
    Duration overlap =
        form.find("overlap")
            .filter(hours -> OVERLAPS.stream().anyMatch(choice -> choice.value().equals(hours)))
            .map(hours -> Duration.ofHours(Long.parseLong(hours)))
            .orElse(SigningKeys.OVERLAP);
    EndpointDesk.Answer answer =
        desk.rotate(request.principal(), seen, overlap)
            .orElseThrow(
                () ->
                    new ProblemException(
                        new Problem.Conflict(
                            "this endpoint does not sign; edit it to choose a signature first")));
    return answered(request, answer, false);
  }

  private EndpointDesk.View known(Request request) {
    return EndpointId.parse(request.pathParameter("endpointId"))
        .flatMap(id -> desk.find(request.principal().organization(), id))
        .orElseThrow(EndpointsArea::unknown);
  }
}
