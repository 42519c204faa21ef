package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fleetwire.access.Principal;
import io.fleetwire.access.Scopes;
import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointHealth;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Settlement;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.Target;
import io.fleetwire.engine.Timeline;
import io.fleetwire.engine.TraceId;
import io.fleetwire.testkit.SettableClock;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.RequestLog;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What a line about a request or an attempt says, and what it must not say.
final class WideLinesTest {
  private final SettableClock clock = SettableClock.atNoon();
  private final Vitals vitals = new Vitals(clock);
  private final Metrics metrics = new Metrics(new BuildFacts("1"));
  private final Logger ours = (Logger) LoggerFactory.getLogger("io.fleetwire");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    ours.setLevel(Level.INFO);
    lines.start();
    ours.addAppender(lines);
  }

  @AfterEach
  void stop() {
    ours.detachAppender(lines);
    metrics.close();
  }

  @Test
  void aRequestsLineHasItsCallerAndPattern() {
    Principal caller =
        new Principal(new OrganizationId(7), Scopes.NONE, "client-1", Principal.Kind.OAUTH);
    new RequestLines(metrics)
        .answered(entry(request("/kwn/v1/subscriptions").withPrincipal(caller), "/kwn/{id}"));
    assertThat(line())
        .containsEntry("method", HttpMethod.POST)
        .containsEntry("route", "/kwn/{id}")
        .containsEntry("status", 200)
        .containsEntry("bytesIn", 2)
        .containsEntry("bytesOut", 4)
        .containsEntry("ms", 1.5)
        .containsEntry("org", 7L)
        .containsEntry("client", "client-1")
        .containsEntry("remote", "192.0.2.1")
        .containsEntry("request", new TraceId("r-1"))
        .doesNotContainKey("path");
    assertThat(metrics.scrape())
        .contains("fleetwire_http_requests_seconds_count{method=\"POST\",route=\"/kwn/{id}\"");
  }

  @Test
  void aPathThatIsNoneOfOursIsShortened() {
    new RequestLines(metrics).answered(entry(request("/" + "x".repeat(500)), ""));
    assertThat(String.valueOf(line().get("path"))).hasSize(123).endsWith("...");
    assertThat(metrics.scrape()).contains("route=\"none\"");
  }

  @Test
  void aFailureIsLoggedWithItsCause() {
    new RequestLines(metrics).failed(request("/a"), new IllegalStateException("broken"));
    assertThat(lines.list).singleElement().satisfies(this::isBroken);
    assertThat(metrics.scrape()).contains("fleetwire_http_failures_total 1.0");
  }

  private void isBroken(ILoggingEvent event) {
    assertThat(event.getLevel()).isEqualTo(Level.ERROR);
    assertThat(event.getThrowableProxy().getMessage()).isEqualTo("broken");
  }

  @Test
  void anAttemptsLineNamesTheHostAndNotTheSecretInItsAddress() {
    clock.advance(Duration.ofSeconds(3));
    Outcome refused =
        new Outcome.Answered(503, List.of(), new Payload("text/plain", new byte[0]), true);
    Instant retry = clock.instant().plusSeconds(60);
    lines().attempted(settlement(refused, new NextStep.RetryAt(retry)), endpoint());
    assertThat(line())
        .containsEntry("outcome", "5xx")
        .containsEntry("detail", "503")
        .containsEntry("next", "retry at " + retry)
        .containsEntry("attempt", 2)
        .containsEntry("host", "hooks.example.com:8443")
        .containsEntry("ageMs", 3_000L)
        .containsEntry("org", 7L)
        .containsEntry("connectMs", 20L)
        .containsEntry("totalMs", 45L);
    assertThat(line().values().toString()).doesNotContain("s3cret");
    assertThat(lines.list.getFirst().getLevel()).isEqualTo(Level.INFO);
    assertThat(metrics.scrape()).contains("fleetwire_attempts_total{outcome=\"5xx\"} 1.0");
  }

  @Test
  void aDeliveryThatNobodyGotIsAWarning() {
    Outcome blocked = new Outcome.Blocked("127.0.0.1 is this machine's");
    lines()
        .attempted(settlement(blocked, new NextStep.GiveUp(NextStep.Reason.EXHAUSTED)), endpoint());
    assertThat(lines.list.getFirst().getLevel()).isEqualTo(Level.WARN);
    assertThat(line())
        .containsEntry("outcome", "blocked")
        .containsEntry("next", "given up: exhausted");
    assertThat(metrics.scrape())
        .contains("fleetwire_deliveries_ended_total{how=\"exhausted\"} 1.0");
  }

  @Test
  void deliveriesAreTimedFromTheirAcceptance() {
    clock.advance(Duration.ofMillis(80));
    Outcome ok = new Outcome.Answered(204, List.of(), new Payload("text/plain", new byte[0]), true);
    lines().accepted(event(), 3);
    lines().attempted(settlement(ok, new NextStep.Delivered()), endpoint());
    assertThat(metrics.scrape())
        .contains("fleetwire_events_accepted_total{type=\"KDMS_DEVICE_UPLOAD\"} 1.0")
        .contains("fleetwire_deliveries_total 3.0")
        .contains("fleetwire_delivery_latency_seconds_bucket{le=\"0.05\"} 0")
        .contains("fleetwire_delivery_latency_seconds_bucket{le=\"0.1\"} 1")
        .contains("fleetwire_deliveries_ended_total{how=\"delivered\"} 1.0");
  }

  @Test
  void aPumpThatStumblesOnAndOnIsToldNowAndThen() {
    EngineLines lines = lines();
    for (int i = 0; i < 30; i++) {
      lines.stumbled("claim", new IllegalStateException("disk full"));
      clock.advance(Duration.ofMillis(500));
    }
    assertThat(this.lines.list).hasSize(2);
    assertThat(facts(this.lines.list.get(1)))
        .containsEntry("pump", "claim")
        .containsEntry("untold", 19);
    assertThat(metrics.scrape()).contains("fleetwire_pump_stumbles_total{pump=\"claim\"} 30.0");
    assertThat(vitals.faults()).containsExactly("the steps of claim fail");
  }

  @Test
  void whatBecomesOfAnEndpointIsALineAndAFigure() {
    Instant since = clock.instant();
    EndpointState gone = new EndpointState.Disabled(since, EndpointState.Reason.GONE);
    lines().stateChanged(endpoint(), gone);
    assertThat(line())
        .containsEntry("state", "disabled-gone")
        .containsEntry("host", "hooks.example.com:8443");
    lines.list.clear();
    lines().healthChanged(endpoint(), new EndpointHealth.Failing(since));
    assertThat(line()).containsEntry("health", "failing");
    lines.list.clear();
    lines().stuck(endpoint().id(), since);
    assertThat(line()).containsEntry("endpoint", endpoint().id());
    assertThat(metrics.scrape())
        .contains("fleetwire_endpoint_changes_total{to=\"state-disabled-gone\"} 1.0")
        .contains("fleetwire_endpoint_changes_total{to=\"health-failing\"} 1.0")
        .contains("fleetwire_deliveries_stuck_total 1.0");
  }

  private EngineLines lines() {
    return new EngineLines(metrics, vitals, clock);
  }

  private Map<String, Object> line() {
    assertThat(lines.list).hasSize(1);
    return facts(lines.list.getFirst());
  }

  private static Map<String, Object> facts(ILoggingEvent event) {
    Map<String, Object> facts = new HashMap<>();
    event.getKeyValuePairs().forEach(pair -> facts.put(pair.key, pair.value));
    return facts;
  }

  private static Request request(String path) {
    return Request.of(
            new Request.Head(
                HttpMethod.POST, path, List.of(), List.of(), new TraceId("r-1"), "192.0.2.1"))
        .withBody(new byte[2]);
  }

  private static RequestLog.Entry entry(Request request, String route) {
    return new RequestLog.Entry(
        request, route, Reply.text(200, "good"), Duration.ofNanos(1_500_000));
  }

  private Settlement settlement(Outcome outcome, NextStep next) {
    Event event = event();
    Delivery delivery =
        new Delivery(
            new DeliveryId(12),
            new EndpointId(3),
            7,
            event.id(),
            Ordering.UNORDERED,
            1,
            event.acceptedAt());
    Timeline timeline =
        new Timeline(
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofMillis(40),
            Duration.ofMillis(45));
    return new Settlement(
        new Ready(delivery, event), 2, event.acceptedAt(), new Sent(outcome, timeline), next);
  }

  private static Event event() {
    Instant noon = SettableClock.atNoon().instant();
    return new Event(
        new EventId(1),
        new NewEvent(
            new OrganizationId(7),
            new EventType("KDMS_DEVICE_UPLOAD"),
            new Subject("op-1"),
            new TraceId("t-1"),
            noon,
            new Payload("application/json", new byte[0])),
        noon);
  }

  private static Endpoint endpoint() {
    return new Endpoint(
        new EndpointId(3),
        new OrganizationId(7),
        new Target("knox", "s", URI.create("https://hooks.example.com:8443/s3cret?key=s3cret")),
        EventFilter.ofTypes(Set.of(new EventType("KDMS_DEVICE_UPLOAD"))),
        DeliveryPlan.STANDARD);
  }
}
