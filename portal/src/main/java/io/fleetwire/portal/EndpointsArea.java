package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.api.EndpointDesk;
import io.fleetwire.api.SwitchDesk.Turn;
import io.fleetwire.api.TestEvents;
import io.fleetwire.engine.Backlog;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The endpoints of an organization in every dialect: the list, one of them, and its switches.
/// Thread-safe.
final class EndpointsArea implements Area {
  private static final Set<Permission> WHO = Set.of(Permission.SETTINGS);
  private static final String ONE = Place.ENDPOINTS.path() + "/{endpointId}";
  private static final int PER_PAGE = 50;

  private final Pages pages;
  private final WebhookPorts ports;
  private final EndpointPicture picture;

  EndpointsArea(Pages pages, WebhookPorts ports, InstantSource clock) {
    this.pages = pages;
    this.ports = ports;
    this.picture = new EndpointPicture(ports, clock);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(Place.ENDPOINTS.path(), WHO, this::list),
        Paths.get(ONE, WHO, this::one),
        Paths.post(ONE + "/pause", WHO, r -> turned(r, Turn.PAUSE, "Paused")),
        Paths.post(ONE + "/resume", WHO, r -> turned(r, Turn.RESUME, "Resumed")),
        Paths.post(ONE + "/disable", WHO, r -> turned(r, Turn.DISABLE, "Disabled")),
        Paths.post(ONE + "/enable", WHO, r -> turned(r, Turn.ENABLE, "Enabled")),
        Paths.post(ONE + "/test", WHO, this::test));
  }

  private Reply list(Request request) {
    EndpointsView view = view(request);
    return pages.show(
        request,
        Heading.of(Place.ENDPOINTS),
        (out, frame) -> JteEndpointsGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private EndpointsView view(Request request) {
    OrganizationId organization = request.principal().organization();
    EndpointNames names = EndpointNames.of(ports, organization);
    String search = request.query("search").map(String::strip).orElse("");
    List<Endpoint> found =
        names.endpoints().reversed().stream()
            .filter(endpoint -> matches(endpoint, names, search))
            .toList();
    int page =
        request.query("page").filter(t -> t.matches("[0-9]{1,4}")).map(Integer::parseInt).orElse(0);
    List<Endpoint> shown = found.stream().skip((long) page * PER_PAGE).limit(PER_PAGE).toList();
    Map<EndpointId, Backlog> backlogs =
        ports
            .store()
            .log()
            .backlogs(
                shown.stream().map(Endpoint::id).collect(Collectors.toSet()),
                EndpointPicture.OUTSTANDING_MAX);
    return new EndpointsView(
        search,
        shown.stream()
            .map(it -> picture.line(it, names, Optional.ofNullable(backlogs.get(it.id()))))
            .toList(),
        Amounts.count(found.size(), "endpoint", "endpoints"),
        page == 0 ? "" : address(search, page - 1),
        found.size() > (page + 1L) * PER_PAGE ? address(search, page + 1) : "");
  }

  private static String address(String search, int page) {
    return Place.ENDPOINTS.path() + "?page=" + page + "&search=" + Here.encoded(search);
  }

  private static boolean matches(Endpoint endpoint, EndpointNames names, String search) {
    String wanted = search.toLowerCase(Locale.ROOT);
    return names.name(endpoint.id()).toLowerCase(Locale.ROOT).contains(wanted)
        || endpoint.target().url().toString().toLowerCase(Locale.ROOT).contains(wanted)
        || Wording.dialect(endpoint).toLowerCase(Locale.ROOT).contains(wanted)
        || endpoint.id().toString().equals(wanted);
  }

  private Reply one(Request request) {
    Endpoint endpoint = known(ports, request);
    Optional<EndpointDesk.View> ours =
        ports.desks().endpoints().find(endpoint.organization(), endpoint.id());
    EndpointView view = picture.whole(endpoint, ours);
    return pages.show(
        request,
        Heading.below(Place.ENDPOINTS, view.head().name(), Place.ENDPOINTS.crumb()),
        (out, frame) -> JteEndpointGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply turned(Request request, Turn turn, String told) {
    EndpointId id = known(ports, request).id();
    return ports
        .desks()
        .switches()
        .turn(request.principal(), id, turn)
        .map(_ -> pages.goTo(Place.ENDPOINTS.path() + "/" + id, told + "."))
        .orElseThrow(EndpointsArea::unknown);
  }

  private Reply test(Request request) {
    Endpoint endpoint = known(ports, request);
    if (!TestEvents.takes(endpoint)) {
      throw new ProblemException(
          new Problem.Conflict("this dialect has no test event; only endpoints made here have"));
    }
    DeliveryId delivery =
        ports
            .desks()
            .testEvents()
            .send(endpoint, request.requestId())
            .orElseThrow(EndpointsArea::unknown);
    return pages.goTo(
        Place.DELIVERIES.path() + "/" + delivery,
        "A test event is on its way. Load this page again to see what came back.");
  }

  /// The endpoint that the path names, if it is the organization's: any other does not exist.
  static Endpoint known(WebhookPorts ports, Request request) {
    return EndpointId.parse(request.pathParameter("endpointId"))
        .flatMap(ports.store().endpoints()::find)
        .filter(it -> it.organization().equals(request.principal().organization()))
        .orElseThrow(EndpointsArea::unknown);
  }

  static ProblemException unknown() {
    return new ProblemException(new Problem.NotFound("there is no such endpoint"));
  }
}
