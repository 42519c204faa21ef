package io.fleetwire.server;

import io.fleetwire.bin.Bins;
import io.fleetwire.bin.Finding;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Scheduler;
import io.fleetwire.engine.Settlement;
import io.fleetwire.server.Vitals.Nodes;
import io.fleetwire.web.RequestLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/// The server's figures, as Prometheus reads them. Thread-safe.
///
/// Every label has few values: routes are patterns, outcomes are classes, and of event types, which
/// organizations may invent, the first few hundred have one of their own. No label names an
/// organization or an endpoint; that is what the log is for.
final class Metrics implements AutoCloseable {
  /// The dialects have about fifty. Prometheus keeps each value of a label for weeks.
  static final int TYPES_MAX = 300;

  private static final EventType OTHERS = new EventType("other");

  /// From what one machine does at once to where the retries of a day end.
  private static final Duration[] DELIVERY_BUCKETS =
      buckets("5ms 10ms 25ms 50ms 100ms 250ms 500ms 1s 5s 30s 2m 10m 1h 6h 24h");

  private static final Duration[] ATTEMPT_BUCKETS =
      buckets("5ms 10ms 25ms 50ms 100ms 250ms 500ms 1s 2500ms 5s 10s 30s");

  private static final Duration[] REQUEST_BUCKETS =
      buckets("1ms 5ms 10ms 25ms 50ms 100ms 250ms 500ms 1s 5s 30s");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Timer deliveryLatency;
  private final Timer attemptTime;
  private final Counter deliveries;
  private final Counter failures;
  private final Counter stuck;
  private final Map<EventType, Counter> accepted = new ConcurrentHashMap<>();
  private final Map<String, Counter> attempts = new ConcurrentHashMap<>();
  private final Map<String, Counter> endings = new ConcurrentHashMap<>();
  private final Map<String, Counter> changes = new ConcurrentHashMap<>();
  private final Map<String, Counter> stumbles = new ConcurrentHashMap<>();
  private final Map<Answered, Timer> requests = new ConcurrentHashMap<>();

  private record Answered(String method, String route, int status) {}

  Metrics(BuildFacts build) {
    this.deliveryLatency =
        timer("fleetwire.delivery.latency", "From accepted to delivered", DELIVERY_BUCKETS);
    this.attemptTime =
        timer("fleetwire.attempt.time", "How long an attempt's request took", ATTEMPT_BUCKETS);
    this.deliveries = counter("fleetwire.deliveries", "Deliveries that accepted events led to");
    this.stuck =
        counter("fleetwire.deliveries.stuck", "Times that due deliveries had been forgotten");
    this.failures =
        counter("fleetwire.http.failures", "Requests that ended in a bug or without the store");
    // A counter that begins with its first event has not grown to whoever watches it.
    Outcomes.STATES.forEach(state -> changes("state-" + state));
    Outcomes.HEALTH.forEach(health -> changes("health-" + health));
    Outcomes.ENDINGS.forEach(this::endings);
    Gauge.builder("fleetwire.build.info", () -> 1)
        .description("The version that runs")
        .tag("version", build.version())
        .register(registry);
    for (io.micrometer.core.instrument.binder.MeterBinder binder :
        List.of(
            collections,
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics())) {
      binder.bindTo(registry);
    }
  }

  /// Adds what is read at the moment of asking. `oldest` is the age of the oldest delivery that is
  /// outstanding, in seconds: the one figure to be woken for.
  void watch(Scheduler scheduler, Supplier<Number> oldest, Supplier<Number> lostLines) {
    gauge("fleetwire.deliveries.held", "Deliveries in memory", scheduler::held);
    gauge("fleetwire.attempts.inflight", "Requests to receivers under way", scheduler::inFlight);
    gauge(
        "fleetwire.attempts.penalized",
        "Of them, those to receivers that have not answered the last one well",
        scheduler::inPenalty);
    gauge(
        "fleetwire.deliveries.oldest.age.seconds",
        "Age of the oldest delivery that is outstanding",
        oldest);
    FunctionCounter.builder("fleetwire.log.lines.lost", lostLines, it -> it.get().doubleValue())
        .description("Log lines that were dropped")
        .register(registry);
  }

  /// Adds what is known of nodes, where there can be several.
  void watch(Vitals vitals) {
    gauge("fleetwire.nodes", "Servers that share the database", () -> number(vitals, Nodes::count));
    gauge("fleetwire.lanes", "Lanes that are this server's", () -> number(vitals, Nodes::lanes));
  }

  /// Adds what has come to request bins, by what its signatures were worth.
  void watch(Bins bins) {
    for (Finding.Verdict verdict : Finding.Verdict.values()) {
      FunctionCounter.builder("fleetwire.bin.requests", bins, it -> it.taken(verdict))
          .description("Requests that bins took")
          .tag("verdict", verdict.code())
          .register(registry);
    }
  }

  private static int number(Vitals vitals, ToIntFunction<Nodes> figure) {
    return vitals.nodes().map(figure::applyAsInt).orElse(0);
  }

  void accepted(Event event, int count) {
    boolean hasOwn = accepted.size() < TYPES_MAX || accepted.containsKey(event.type());
    accepted
        .computeIfAbsent(
            hasOwn ? event.type() : OTHERS,
            type ->
                counter("fleetwire.events.accepted", "Events made durable", "type", type.name()))
        .increment();
    deliveries.increment(count);
  }

  void attempted(Settlement settlement, Duration age) {
    String outcome = Outcomes.word(settlement.sent().outcome());
    attempts
        .computeIfAbsent(
            outcome,
            word -> counter("fleetwire.attempts", "Attempts by how they ended", "outcome", word))
        .increment();
    attemptTime.record(settlement.sent().timeline().total());
    switch (settlement.next()) {
      case NextStep.Delivered() -> {
        deliveryLatency.record(age.isNegative() ? Duration.ZERO : age);
        ended(Outcomes.DELIVERED);
      }
      case NextStep.GiveUp(NextStep.Reason reason) -> ended(Outcomes.word(reason));
      case NextStep.RetryAt _ -> {}
    }
  }

  void stateChanged(String state) {
    changed("state-" + state);
  }

  void healthChanged(String health) {
    changed("health-" + health);
  }

  private void changed(String to) {
    changes(to).increment();
  }

  private Counter changes(String to) {
    return changes.computeIfAbsent(
        to,
        word ->
            counter("fleetwire.endpoint.changes", "Endpoints by what became of them", "to", word));
  }

  void stuck() {
    stuck.increment();
  }

  void stumbled(String where) {
    stumbles
        .computeIfAbsent(
            where, pump -> counter("fleetwire.pump.stumbles", "Steps that failed", "pump", pump))
        .increment();
  }

  void answered(RequestLog.Entry entry) {
    String route = entry.route().isEmpty() ? "none" : entry.route();
    Answered key = new Answered(entry.request().method().name(), route, entry.reply().status());
    requests.computeIfAbsent(key, this::requestTimer).record(entry.took());
  }

  void failed() {
    failures.increment();
  }

  /// In Prometheus' text format.
  String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  private void ended(String how) {
    endings(how).increment();
  }

  private Counter endings(String how) {
    return endings.computeIfAbsent(
        how,
        word -> counter("fleetwire.deliveries.ended", "Deliveries by how they ended", "how", word));
  }

  private Timer requestTimer(Answered key) {
    return Timer.builder("fleetwire.http.requests")
        .description("Requests by route and status")
        .tags("method", key.method(), "route", key.route())
        .tag("status", Integer.toString(key.status()))
        .serviceLevelObjectives(REQUEST_BUCKETS)
        .register(registry);
  }

  private Timer timer(String name, String description, Duration[] buckets) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(buckets)
        .register(registry);
  }

  private Counter counter(String name, String description, String... tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  private static Duration[] buckets(String times) {
    return Arrays.stream(times.split(" ")).map(Metrics::time).toArray(Duration[]::new);
  }

  private static Duration time(String text) {
    return text.endsWith("ms")
        ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
        : Duration.parse("PT" + text);
  }
}
