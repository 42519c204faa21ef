package io.fleetwire.portal;

import io.fleetwire.access.Organization;
import io.fleetwire.access.Permission;
import io.fleetwire.apple.PushDesk;
import io.fleetwire.engine.Backlog;
import io.fleetwire.engine.Beat;
import io.fleetwire.engine.DeliveryLog;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointHealth;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The first page after signing in. Thread-safe.
final class OverviewArea implements Area {
  /// A list that says where to look first.
  private static final int RANKED_MAX = 5;

  private static final int TASKS_MAX = 10;

  /// Counted for each endpoint: how many more there are, its own page says.
  private static final int OUTSTANDING_EACH_MAX = 50;

  /// What waits for longer than this, somebody should look at.
  private static final Duration OLD = Duration.ofHours(1);

  private final Pages pages;
  private final WebhookPorts ports;
  private final Optional<PushDesk> push;
  private final FirstHour hour;
  private final InstantSource clock;

  OverviewArea(
      Pages pages,
      WebhookPorts ports,
      Optional<PushDesk> push,
      FirstHour hour,
      InstantSource clock) {
    this.pages = pages;
    this.ports = ports;
    this.push = push;
    this.hour = hour;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(Paths.get(Place.OVERVIEW.path(), Set.of(), this::overview));
  }

  private Reply overview(Request request) {
    boolean maySee = request.principal().may(Permission.SETTINGS);
    OverviewView view = view(request.principal().organization(), maySee);
    boolean isPart = request.query("part").isPresent();
    Optional<FirstHourView> begin =
        maySee && !isPart && pages.cookies().isGuided(request)
            ? Optional.of(hour.look(request)).filter(found -> !found.isOver())
            : Optional.empty();
    return pages.show(
        request,
        Heading.of(Place.OVERVIEW),
        (out, frame) -> {
          if (isPart) {
            JteOverviewFiguresGenerated.render(out, NoInterceptor.INSTANCE, frame, view);
          } else {
            JteOverviewGenerated.render(out, NoInterceptor.INSTANCE, frame, view, begin);
          }
        });
  }

  private OverviewView view(OrganizationId organization, boolean maySee) {
    Instant now = clock.instant();
    EndpointNames names = EndpointNames.of(ports, organization);
    Set<EndpointId> ids =
        names.endpoints().stream()
            .map(Endpoint::id)
            .limit(DeliveryLog.BACKLOGS_MAX)
            .collect(Collectors.toSet());
    Map<EndpointId, Backlog> backlogs = ports.store().log().backlogs(ids, OUTSTANDING_EACH_MAX);
    List<Beat> attempts = ports.pulse().attempts(organization);
    List<Beat> events = ports.pulse().events(organization);
    Map<EndpointId, Beat> hours = new HashMap<>();
    ids.forEach(id -> hours.put(id, ports.pulse().lastHour(id)));
    OverviewView.Lists lists =
        maySee
            ? new OverviewView.Lists(
                Stream.concat(
                        ofServer(organization, now).stream(), tasks(names, backlogs, now).stream())
                    .toList(),
                slowest(names, hours),
                failing(names, hours))
            : new OverviewView.Lists(List.of(), List.of(), List.of());
    return new OverviewView(
        tiles(attempts, events, backlogs, now),
        traffic(attempts, events, now),
        lists,
        new OverviewView.Begin(maySee, !names.endpoints().isEmpty()),
        Place.OVERVIEW.path() + "?part=figures");
  }

  private static Beat sum(List<Beat> beats) {
    return beats.stream().reduce(Beat::plus).orElseThrow();
  }

  private static List<EndpointView.Tile> tiles(
      List<Beat> attempts, List<Beat> events, Map<EndpointId, Backlog> backlogs, Instant now) {
    Beat sum = sum(attempts);
    long outstanding = backlogs.values().stream().mapToLong(Backlog::outstanding).sum();
    boolean more =
        backlogs.values().stream().anyMatch(b -> b.outstanding() >= OUTSTANDING_EACH_MAX);
    Optional<Instant> oldest =
        backlogs.values().stream()
            .flatMap(backlog -> backlog.findOldest().stream())
            .min(Comparator.naturalOrder());
    return List.of(
        new EndpointView.Tile("Events", Amounts.count(sum(events).good()), "in the last hour"),
        new EndpointView.Tile("Deliveries", Amounts.count(sum.good()), "in the last hour"),
        new EndpointView.Tile(
            "Success",
            EndpointPicture.percent(sum),
            Amounts.count(sum.all(), "attempt", "attempts")),
        new EndpointView.Tile(
            "Outstanding", Amounts.count(outstanding) + (more ? "+" : ""), "not yet delivered"),
        new EndpointView.Tile(
            "Oldest",
            oldest.map(at -> Amounts.duration(Duration.between(at, now).abs())).orElse("\u2013"),
            oldest.isPresent() ? "outstanding for that long" : "nothing waits"));
  }

  private OverviewView.Traffic traffic(List<Beat> attempts, List<Beat> events, Instant now) {
    Beat sum = sum(attempts);
    boolean isYoung = ports.pulse().since().isAfter(now.minus(Duration.ofHours(1)));
    return new OverviewView.Traffic(
        new OverviewView.Chart(
            Pictures.columns(attempts, good -> good + " delivered", "failed"),
            most(attempts),
            Amounts.count(sum.good())
                + " delivered and "
                + Amounts.count(sum.bad(), "attempt", "attempts")
                + " failed in the last hour"),
        new OverviewView.Chart(
            Pictures.columns(events, good -> Amounts.count(good, "event", "events"), ""),
            most(events),
            Amounts.count(sum(events).good(), "event", "events") + " in the last hour"),
        isYoung
            ? "Counted since the server started, "
                + Moment.of(ports.pulse().since(), now).relative()
                + "."
            : "");
  }

  private static String most(List<Beat> beats) {
    int most = beats.stream().mapToInt(Beat::all).max().orElse(0);
    return most == 0 ? "" : "at most " + Amounts.count(most) + " a minute";
  }

  /// What all organizations share is for the one that runs the server.
  private Optional<OverviewView.Task> ofServer(OrganizationId organization, Instant now) {
    return Organization.runsTheServer(organization)
        ? push.flatMap(PushDesk::certificate).flatMap(it -> PushView.task(it.until(), now))
        : Optional.empty();
  }

  private List<OverviewView.Task> tasks(
      EndpointNames names, Map<EndpointId, Backlog> backlogs, Instant now) {
    List<OverviewView.Task> tasks = new ArrayList<>();
    for (Endpoint endpoint : names.endpoints()) {
      task(endpoint, names, Optional.ofNullable(backlogs.get(endpoint.id())), now)
          .ifPresent(tasks::add);
      if (tasks.size() == TASKS_MAX) {
        break;
      }
    }
    return tasks;
  }

  private Optional<OverviewView.Task> task(
      Endpoint endpoint, EndpointNames names, Optional<Backlog> backlog, Instant now) {
    EndpointState state = ports.store().endpoints().state(endpoint.id());
    EndpointHealth health = ports.store().endpoints().health(endpoint.id());
    String name = names.name(endpoint.id());
    String path = Place.ENDPOINTS.path() + "/" + endpoint.id();
    if (state instanceof EndpointState.Disabled(Instant since, EndpointState.Reason reason)
        && reason != EndpointState.Reason.BY_HAND) {
      return Optional.of(
          new OverviewView.Task(
              "bad",
              name + " was disabled " + Moment.of(since, now).relative(),
              "Because " + Wording.reason(reason) + ". Mend its receiver, then enable it.",
              path));
    }
    if (state.isActive() && health instanceof EndpointHealth.Failing(Instant since)) {
      return Optional.of(
          new OverviewView.Task(
              "bad",
              name + " takes nothing",
              "Nothing but failures since "
                  + Moment.of(since, now).relative()
                  + ". See what it answers.",
              path));
    }
    if (state.isActive() && health instanceof EndpointHealth.Doubtful(Instant since)) {
      return Optional.of(
          new OverviewView.Task(
              "busy",
              name + " is unsteady",
              "Nothing but failures since "
                  + Moment.of(since, now).relative()
                  + ". It is tried again by its plan; if it does not recover, look at its"
                  + " receiver.",
              path));
    }
    Optional<Instant> oldest =
        backlog.flatMap(Backlog::findOldest).filter(at -> at.isBefore(now.minus(OLD)));
    return oldest.map(
        at ->
            new OverviewView.Task(
                "busy",
                name + " has a backlog",
                "Its oldest delivery was made "
                    + Moment.of(at, now).relative()
                    + (state.isActive() ? "." : ", and it is not being called."),
                path));
  }

  private static List<OverviewView.Ranked> slowest(
      EndpointNames names, Map<EndpointId, Beat> hours) {
    return hours.entrySet().stream()
        .filter(entry -> entry.getValue().all() > 0)
        .sorted(
            Comparator.comparing((Map.Entry<EndpointId, Beat> e) -> e.getValue().mean()).reversed())
        .limit(RANKED_MAX)
        .map(
            entry ->
                ranked(
                    names,
                    entry.getKey(),
                    Amounts.fine(entry.getValue().mean()),
                    Amounts.count(entry.getValue().all(), "attempt", "attempts")))
        .toList();
  }

  private static List<OverviewView.Ranked> failing(
      EndpointNames names, Map<EndpointId, Beat> hours) {
    return hours.entrySet().stream()
        .filter(entry -> entry.getValue().bad() > 0)
        .sorted(
            Comparator.comparingInt((Map.Entry<EndpointId, Beat> e) -> e.getValue().bad())
                .reversed())
        .limit(RANKED_MAX)
        .map(
            entry ->
                ranked(
                    names,
                    entry.getKey(),
                    Amounts.count(entry.getValue().bad()) + " failed",
                    EndpointPicture.percent(entry.getValue()) + " success"))
        .toList();
  }

  private static OverviewView.Ranked ranked(
      EndpointNames names, EndpointId id, String figure, String note) {
    return new OverviewView.Ranked(names.name(id), Place.ENDPOINTS.path() + "/" + id, figure, note);
  }
}
