package io.fleetwire.server;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointHealth;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.EngineObserver;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Settlement;
import io.fleetwire.engine.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// One line per attempt, and the engine's figures. Thread-safe.
///
/// Of an endpoint's address only the host is written: its path and query often hold a secret.
final class EngineLines implements EngineObserver {
  /// A pump that stumbles does so twice a second; one line in ten seconds is enough to be seen.
  private static final Duration QUIET = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger("io.fleetwire.attempt");
  private static final Logger ENDPOINTS = LoggerFactory.getLogger("io.fleetwire.endpoint");
  private static final Logger NODES = LoggerFactory.getLogger("io.fleetwire.node");
  private static final Logger PUMPS = LoggerFactory.getLogger("io.fleetwire.pump");

  private final Metrics metrics;
  private final Vitals vitals;
  private final InstantSource clock;
  private final Map<String, Stumbles> stumbles = new ConcurrentHashMap<>();

  private record Stumbles(Instant toldAt, int untold) {}

  EngineLines(Metrics metrics, Vitals vitals, InstantSource clock) {
    this.metrics = metrics;
    this.vitals = vitals;
    this.clock = clock;
  }

  @Override
  public void accepted(Event event, int deliveries) {
    metrics.accepted(event, deliveries);
  }

  @Override
  public void attempted(Settlement settlement, Endpoint endpoint) {
    Duration age = Duration.between(settlement.ready().event().acceptedAt(), clock.instant());
    metrics.attempted(settlement, age);
    Event event = settlement.ready().event();
    Delivery delivery = settlement.ready().delivery();
    LoggingEventBuilder line =
        LOG.atLevel(level(settlement.next()))
            .addKeyValue("outcome", Outcomes.word(settlement.sent().outcome()))
            .addKeyValue("next", next(settlement.next()))
            .addKeyValue("attempt", settlement.number())
            .addKeyValue("host", host(endpoint))
            .addKeyValue("event", event.type())
            .addKeyValue("trace", event.trace())
            .addKeyValue("org", event.organization().value())
            .addKeyValue("delivery", delivery.id())
            .addKeyValue("endpoint", delivery.endpoint())
            .addKeyValue("ageMs", age.toMillis());
    String detail = Outcomes.detail(settlement.sent().outcome());
    if (!detail.isEmpty()) {
      line = line.addKeyValue("detail", detail);
    }
    withTimes(line, settlement.sent().timeline()).log("attempt");
  }

  @Override
  public void stateChanged(Endpoint endpoint, EndpointState state) {
    metrics.stateChanged(Outcomes.word(state));
    ENDPOINTS
        .atLevel(state instanceof EndpointState.Disabled ? Level.WARN : Level.INFO)
        .addKeyValue("endpoint", endpoint.id())
        .addKeyValue("host", host(endpoint))
        .addKeyValue("org", endpoint.organization().value())
        .addKeyValue("state", Outcomes.word(state))
        .log("endpoint state");
  }

  @Override
  public void healthChanged(Endpoint endpoint, EndpointHealth health) {
    boolean failing = health instanceof EndpointHealth.Failing;
    String word = failing ? Outcomes.FAILING : Outcomes.RECOVERED;
    metrics.healthChanged(word);
    ENDPOINTS
        .atLevel(failing ? Level.WARN : Level.INFO)
        .addKeyValue("endpoint", endpoint.id())
        .addKeyValue("host", host(endpoint))
        .addKeyValue("org", endpoint.organization().value())
        .addKeyValue("health", word)
        .log("endpoint health");
  }

  @Override
  public void stuck(EndpointId endpoint, Instant dueAt) {
    metrics.stuck();
    PUMPS
        .atError()
        .addKeyValue("endpoint", endpoint)
        .addKeyValue("due", dueAt)
        .log("deliveries were due and nobody remembered; they are sent now");
  }

  @Override
  public void roundEnded(int nodes, int lanes) {
    Optional<Vitals.Nodes> before = vitals.nodes();
    vitals.renewed(nodes, lanes);
    if (before.filter(it -> it.count() == nodes && it.lanes() == lanes).isEmpty()) {
      NODES.atInfo().addKeyValue("nodes", nodes).addKeyValue("lanes", lanes).log("lanes");
    }
  }

  @Override
  public void expelled() {
    NODES.error("another server has taken this one's place, because it did not answer in time");
    vitals.expelled();
  }

  @Override
  public void stumbled(String where, Throwable cause) {
    metrics.stumbled(where);
    vitals.stumbled(where);
    Instant now = clock.instant();
    Stumbles before = stumbles.getOrDefault(where, new Stumbles(Instant.MIN, 0));
    if (before.toldAt().isAfter(now.minus(QUIET))) {
      stumbles.put(where, new Stumbles(before.toldAt(), before.untold() + 1));
      return;
    }
    stumbles.put(where, new Stumbles(now, 0));
    PUMPS
        .atError()
        .addKeyValue("pump", where)
        .addKeyValue("untold", before.untold())
        .setCause(cause)
        .log("a step failed and will be repeated");
  }

  // An ended delivery that nobody got is worth a look; a retry is the normal course.
  private static Level level(NextStep next) {
    return switch (next) {
      case NextStep.Delivered _, NextStep.RetryAt _ -> Level.INFO;
      case NextStep.GiveUp _ -> Level.WARN;
    };
  }

  private static String next(NextStep next) {
    return switch (next) {
      case NextStep.Delivered() -> "delivered";
      case NextStep.RetryAt(Instant at) -> "retry at " + at;
      case NextStep.GiveUp(NextStep.Reason reason) -> "given up: " + Outcomes.word(reason);
    };
  }

  private static String host(Endpoint endpoint) {
    String host = endpoint.target().url().getHost();
    int port = endpoint.target().url().getPort();
    return host + (port < 0 ? "" : ":" + port);
  }

  private static LoggingEventBuilder withTimes(LoggingEventBuilder line, Timeline timeline) {
    return line.addKeyValue("resolveMs", timeline.resolve().toMillis())
        .addKeyValue("connectMs", timeline.connect().toMillis())
        .addKeyValue("firstByteMs", timeline.firstByte().toMillis())
        .addKeyValue("totalMs", timeline.total().toMillis());
  }
}
