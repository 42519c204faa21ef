package io.fleetwire.portal;

import io.fleetwire.api.EndpointDesk;
import io.fleetwire.api.TestEvents;
import io.fleetwire.callback.SigningKey;
import io.fleetwire.callback.SigningKeys;
import io.fleetwire.engine.Backlog;
import io.fleetwire.engine.Beat;
import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointHealth;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointLoad;
import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.Latencies;
import io.fleetwire.engine.LogCursor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Makes the views of endpoints: lines of a list, and one as a whole. Thread-safe.
final class EndpointPicture {
  /// Whoever has more has a backlog, and need not know to the last one.
  static final int OUTSTANDING_MAX = 500;

  private static final int LOG_LINES = 8;

  private final WebhookPorts ports;
  private final InstantSource clock;

  EndpointPicture(WebhookPorts ports, InstantSource clock) {
    this.ports = ports;
    this.clock = clock;
  }

  EndpointLine line(Endpoint endpoint, EndpointNames names, Optional<Backlog> backlog) {
    Instant now = clock.instant();
    return new EndpointLine(
        Place.ENDPOINTS.path() + "/" + endpoint.id(),
        new EndpointLine.Name(
            names.name(endpoint.id()), Wording.dialect(endpoint), Wording.host(endpoint)),
        badge(endpoint.id()),
        outstanding(backlog.orElse(Backlog.NOTHING)),
        backlog.flatMap(Backlog::findOldest).map(at -> Moment.of(at, now)),
        day(endpoint.id()));
  }

  Badge badge(EndpointId id) {
    return Wording.badge(ports.store().endpoints().state(id), ports.store().endpoints().health(id));
  }

  static String outstanding(Backlog backlog) {
    return Amounts.count(backlog.outstanding())
        + (backlog.outstanding() >= OUTSTANDING_MAX ? "+" : "");
  }

  private EndpointLine.Day day(EndpointId id) {
    List<Beat> beats = ports.pulse().lastDay(id);
    Beat sum = beats.stream().reduce(Beat::plus).orElseThrow();
    String words =
        sum.all() == 0
            ? "no attempts in 24 hours"
            : Amounts.count(sum.all(), "attempt", "attempts")
                + " in 24 hours, "
                + (sum.bad() == 0 ? "none" : Amounts.count(sum.bad()))
                + " failed";
    return new EndpointLine.Day(Pictures.strip(beats), words + sinceStart());
  }

  /// What went on lately is counted in memory.
  private String sinceStart() {
    Instant now = clock.instant();
    Instant since = ports.pulse().since();
    return since.isAfter(now.minus(Duration.ofHours(24)))
        ? "; counted since the server started, " + Moment.of(since, now).relative()
        : "";
  }

  EndpointView whole(Endpoint endpoint, Optional<EndpointDesk.View> ours) {
    Instant now = clock.instant();
    EndpointNames names = EndpointNames.of(ports, endpoint.organization());
    EndpointLoad load = ports.engine().scheduler().load(endpoint.id());
    List<DeliveryLine> log =
        ports
            .store()
            .log()
            .list(
                DeliveryQuery.of(endpoint.organization()).to(Set.of(endpoint.id())),
                LogCursor.START,
                LOG_LINES)
            .entries()
            .stream()
            .map(entry -> DeliveryLine.of(entry, names.name(entry.endpoint()), now))
            .toList();
    return new EndpointView(
        head(endpoint, names, ours.isPresent(), now),
        new EndpointView.Health(day(endpoint.id()), tiles(endpoint.id(), now)),
        new EndpointView.Limits(
            Wording.badge(load.breaker()), EndpointFacts.limits(endpoint.plan(), load, now)),
        EndpointFacts.wishes(endpoint, ours),
        new EndpointView.Extra(
            ours.flatMap(EndpointDesk.View::keys).map(keys -> signing(keys, now)), log));
  }

  private EndpointView.Head head(
      Endpoint endpoint, EndpointNames names, boolean isOurs, Instant now) {
    EndpointState state = ports.store().endpoints().state(endpoint.id());
    EndpointHealth health = ports.store().endpoints().health(endpoint.id());
    boolean isDisabled = state instanceof EndpointState.Disabled;
    return new EndpointView.Head(
        Place.ENDPOINTS.path() + "/" + endpoint.id(),
        names.name(endpoint.id()),
        Wording.dialect(endpoint),
        new EndpointView.Address(
            endpoint.target().url().toString(),
            endpoint.target().url().getScheme().equals("https")),
        new EndpointView.Standing(
            Wording.badge(state, health),
            note(state, health, now),
            new EndpointView.Actions(
                isOurs && TestEvents.takes(endpoint),
                state.isActive(),
                state instanceof EndpointState.Paused,
                isDisabled)));
  }

  private static String note(EndpointState state, EndpointHealth health, Instant now) {
    return switch (state) {
      case EndpointState.Paused(Instant since) ->
          "Paused " + Moment.of(since, now).relative() + ". Events for it are kept, in order.";
      case EndpointState.Disabled(Instant since, EndpointState.Reason reason) ->
          "Disabled "
              + Moment.of(since, now).relative()
              + ", because "
              + Wording.reason(reason)
              + ". Events for it are kept; mend its receiver, then enable it.";
      case EndpointState.Active() -> note(health, now);
    };
  }

  private static String note(EndpointHealth health, Instant now) {
    return switch (health) {
      case EndpointHealth.Well() -> "";
      case EndpointHealth.Doubtful(Instant since) ->
          "Nothing but failures since " + Moment.of(since, now).relative() + ".";
      case EndpointHealth.Failing(Instant since) ->
          "Nothing but failures since "
              + Moment.of(since, now).relative()
              + ". After five days it is disabled. Look at its newest attempts below.";
    };
  }

  private List<EndpointView.Tile> tiles(EndpointId id, Instant now) {
    Backlog backlog =
        ports.store().log().backlogs(Set.of(id), OUTSTANDING_MAX).getOrDefault(id, Backlog.NOTHING);
    Latencies latencies = Latencies.of(ports.store().log().newestAttempts(id));
    Beat hour = ports.pulse().lastHour(id);
    String oldest =
        backlog
            .findOldest()
            .map(at -> "the oldest " + Moment.of(at, now).relative())
            .orElse("nothing waits");
    String of = "of " + Amounts.count(latencies.counted(), "answer", "answers");
    return List.of(
        new EndpointView.Tile("Outstanding", outstanding(backlog), oldest),
        new EndpointView.Tile(
            "Success",
            percent(hour),
            Amounts.count(hour.all(), "attempt", "attempts") + " in an hour"),
        new EndpointView.Tile("Median answer", latency(latencies, latencies.p50()), of),
        new EndpointView.Tile("95 % within", latency(latencies, latencies.p95()), of),
        new EndpointView.Tile("99 % within", latency(latencies, latencies.p99()), of));
  }

  private static String latency(Latencies all, Duration one) {
    return all.counted() == 0 ? "\u2013" : Amounts.fine(one);
  }

  static String percent(Beat beat) {
    if (beat.all() == 0) {
      return "\u2013";
    }
    // A hundred only where nothing failed.
    double percent = Math.floor(beat.good() * 1_000.0 / beat.all()) / 10;
    return percent == 100 ? "100 %" : String.format(Locale.ROOT, "%.1f %%", percent);
  }

  private static EndpointView.Signing signing(SigningKeys keys, Instant now) {
    boolean isPublic = keys.current().scheme() == SigningKey.Scheme.ED25519;
    return new EndpointView.Signing(
        isPublic ? "Ed25519 (v1a)" : "HMAC-SHA256 (v1)",
        Moment.of(keys.since(), now),
        isPublic ? keys.current().verifierText().reveal() : "",
        keys.retiring().stream()
            .map(SigningKeys.Retiring::until)
            .filter(now::isBefore)
            .map(until -> Moment.of(until, now))
            .toList());
  }
}
