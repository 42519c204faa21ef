package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.engine.DeliveryCount;
import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.NewReplay;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Replay;
import io.fleetwire.engine.ReplayId;
import io.fleetwire.engine.ReplayStart;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TypePattern;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Delivering many again: count what it would be, start, watch, cancel. Thread-safe.
final class ReplaysArea implements Area {
  static final String NEW = Paths.ROOT + "/new-replay";

  private static final Set<Permission> WHO = Set.of(Permission.SETTINGS);
  private static final String ONE = Place.REPLAYS.path() + "/{replayId}";
  private static final int PER_PAGE = 50;

  /// Somebody waits for this count; whoever replays more knows that it is much.
  private static final int COUNT_MAX = 20_000;

  private final Pages pages;
  private final WebhookPorts ports;
  private final InstantSource clock;

  ReplaysArea(Pages pages, WebhookPorts ports, InstantSource clock) {
    this.pages = pages;
    this.ports = ports;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(Place.REPLAYS.path(), WHO, this::list),
        Paths.get(NEW, WHO, this::fresh),
        Paths.post(NEW, WHO, this::countOrStart),
        Paths.get(ONE, WHO, this::one),
        Paths.post(ONE + "/cancel", WHO, this::cancel));
  }

  private Reply list(Request request) {
    OrganizationId organization = request.principal().organization();
    EndpointNames names = EndpointNames.of(ports, organization);
    List<ReplayView> views =
        ports.store().log().listReplays(organization, ReplayId.LAST, PER_PAGE).stream()
            .map(replay -> view(replay, names))
            .toList();
    return pages.show(
        request,
        Heading.of(Place.REPLAYS),
        (out, frame) -> JteReplaysGenerated.render(out, NoInterceptor.INSTANCE, frame, views));
  }

  private Reply fresh(Request request) {
    Map<String, String> values = new HashMap<>();
    ReplayForm.NAMES.forEach(name -> values.put(name, request.query(name).orElse("")));
    values.put("perSecond", Integer.toString(NewReplay.PER_SECOND_USUAL));
    return form(200, request, Fields.of(values), "");
  }

  private Reply form(int status, Request request, Fields fields, String count) {
    OrganizationId organization = request.principal().organization();
    ReplayView.FormView view =
        new ReplayView.FormView(fields, EndpointNames.of(ports, organization).choices(), count);
    return pages.show(
        status,
        request,
        Heading.below(Place.REPLAYS, "New replay", Place.REPLAYS.crumb()),
        (out, frame) -> JteReplayFormGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply countOrStart(Request request) {
    OrganizationId organization = request.principal().organization();
    Fields typed = Fields.read(request.form(), ReplayForm.NAMES);
    ReplayForm.Found found = ReplayForm.read(typed, organization);
    Optional<EndpointId> endpoint = found.endpoint().filter(id -> isOf(organization, id));
    Fields fields =
        endpoint.isPresent()
            ? found.fields()
            : found.fields().withFault("endpoint", "Choose an endpoint");
    if (!fields.isGood() || endpoint.isEmpty()) {
      return form(422, request, fields, "");
    }
    NewReplay wanted = new NewReplay(endpoint.get(), found.query(), found.perSecond());
    return request.form().find("do").filter("start"::equals).isPresent()
        ? start(request, wanted, fields)
        : form(200, request, fields, counted(wanted));
  }

  private boolean isOf(OrganizationId organization, EndpointId id) {
    return ports
        .store()
        .endpoints()
        .find(id)
        .filter(endpoint -> endpoint.organization().equals(organization))
        .isPresent();
  }

  private String counted(NewReplay wanted) {
    DeliveryQuery query = wanted.query().to(Set.of(wanted.endpoint()));
    DeliveryCount count = ports.store().log().count(query, COUNT_MAX);
    return Amounts.count(count.found(), "delivery", "deliveries")
        + (count.isComplete() ? "" : " and more");
  }

  private Reply start(Request request, NewReplay wanted, Fields fields) {
    ReplayStart answer = ports.store().write(tx -> ports.engine().replays().start(tx, wanted));
    return switch (answer) {
      case ReplayStart.Running(Replay replay) ->
          pages.goTo(Place.REPLAYS.path() + "/" + replay.id(), "The replay runs.");
      case ReplayStart.NoEndpoint() ->
          form(422, request, fields.withFault("endpoint", "Choose an endpoint"), "");
      case ReplayStart.TooMany(int most) ->
          form(
              422,
              request,
              fields.withFault(
                  "form",
                  most
                      + " replays run on this server, as many as may be. Wait for one to end, or"
                      + " cancel it."),
              "");
    };
  }

  private Reply one(Request request) {
    Replay replay = known(request);
    ReplayView view = view(replay, EndpointNames.of(ports, request.principal().organization()));
    boolean isPart = request.query("part").isPresent();
    Heading heading = Heading.below(Place.REPLAYS, replay.id().toString(), Place.REPLAYS.crumb());
    return pages.show(
        request,
        heading,
        (out, frame) -> {
          if (isPart) {
            JteReplayProgressGenerated.render(out, NoInterceptor.INSTANCE, frame, view);
          } else {
            JteReplayGenerated.render(out, NoInterceptor.INSTANCE, frame, view);
          }
        });
  }

  private Reply cancel(Request request) {
    OrganizationId organization = request.principal().organization();
    ReplayId id = known(request).id();
    return ports
        .store()
        .write(tx -> ports.engine().replays().cancel(tx, organization, id))
        .map(
            _ ->
                pages.goTo(
                    Place.REPLAYS.path() + "/" + id,
                    "Cancelled. What it had made already is delivered."))
        .orElseThrow(ReplaysArea::unknown);
  }

  private ReplayView view(Replay replay, EndpointNames names) {
    Instant now = clock.instant();
    Replay.Progress progress = replay.progress();
    long until = progress.until();
    int percent =
        progress.state() == Replay.State.FINISHED || until == 0
            ? 100
            : (int) Math.min(100, progress.cursor() * 100 / until);
    String path = Place.REPLAYS.path() + "/" + replay.id();
    return new ReplayView(
        path,
        Wording.badge(progress.state()),
        new ReplayView.What(
            names.name(replay.endpoint()),
            names.exists(replay.endpoint()) ? Place.ENDPOINTS.path() + "/" + replay.endpoint() : "",
            filter(replay.query()),
            "at most " + replay.perSecondMax() + " a second",
            Moment.of(replay.startedAt(), now)),
        new ReplayView.Progress(
            percent,
            Amounts.count(progress.looked()),
            Amounts.count(progress.enqueued()),
            Moment.of(progress.changedAt(), now)),
        replay.isRunning() ? path + "?part=progress" : "");
  }

  private static String filter(DeliveryQuery query) {
    List<String> parts = new ArrayList<>();
    query.types().stream().map(TypePattern::text).sorted().forEach(parts::add);
    query.subjects().stream().map(Subject::value).sorted().forEach(s -> parts.add("about " + s));
    if (!query.states().isEmpty()) {
      parts.add(
          query.states().stream()
              .map(state -> Wording.badge(state).label().toLowerCase(Locale.ROOT))
              .sorted()
              .collect(Collectors.joining(" or ")));
    }
    if (query.from().isAfter(DeliveryQuery.BEGINNING)) {
      parts.add("from " + query.from());
    }
    if (query.until().isBefore(DeliveryQuery.END)) {
      parts.add("until " + query.until());
    }
    return parts.isEmpty() ? "everything" : String.join(", ", parts);
  }

  private Replay known(Request request) {
    OrganizationId organization = request.principal().organization();
    return ReplayId.parse(request.pathParameter("replayId"))
        .flatMap(id -> ports.store().log().findReplay(organization, id))
        .orElseThrow(ReplaysArea::unknown);
  }

  private static ProblemException unknown() {
    return new ProblemException(new Problem.NotFound("there is no such replay"));
  }
}
