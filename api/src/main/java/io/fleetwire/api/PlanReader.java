package io.fleetwire.api;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.web.JsonBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads `ordering`, `retry`, `timeouts`, `concurrency` and `ratePerSecond`. Pure.
final class PlanReader {
  /// A wait of more than a week is no retry; deliveries are kept for two.
  private static final double DELAY_SECONDS_MAX = 7 * 24 * 60 * 60;

  private static final double JITTER_MAX = 0.9;
  private static final int TIMEOUT_MILLIS_MIN = 100;

  /// Slower receivers should answer first and work later.
  private static final int TIMEOUT_MILLIS_MAX = 120_000;

  private static final int ANSWER_BYTES_MAX = 1024 * 1024;

  static final Map<String, Ordering> ORDERINGS =
      Map.of(
          "unordered",
          Ordering.UNORDERED,
          "ordered",
          Ordering.BY_SUBJECT,
          "latest",
          Ordering.LATEST);

  private PlanReader() {}

  /// The plan, or the standard one in part where a fault was noted.
  static DeliveryPlan read(JsonBody body) {
    DeliveryPlan usual = DeliveryPlan.STANDARD;
    String ordering =
        Members.choice(
            body, "ordering", ORDERINGS.keySet().stream().sorted().toList(), "unordered");
    int concurrency =
        body.integer(
            "concurrency",
            new JsonBody.Range(1, DeliveryPlan.CONCURRENCY_MAX),
            usual.concurrencyMax());
    double rate =
        Members.decimal(body, "ratePerSecond", new Members.Span(0, DeliveryPlan.RATE_MAX), 0);
    if (rate != DeliveryPlan.UNLIMITED && rate < DeliveryPlan.RATE_MIN) {
      body.fault("ratePerSecond", "required 0 for no limit, or 0.001 at least");
      rate = DeliveryPlan.UNLIMITED;
    }
    return new DeliveryPlan(
        Members.object(body, "retry").map(PlanReader::retry).orElse(usual.retries()),
        Members.object(body, "timeouts").map(PlanReader::budgets).orElse(usual.budgets()),
        concurrency,
        ORDERINGS.getOrDefault(ordering, Ordering.UNORDERED),
        rate);
  }

  private static RetryPlan retry(JsonBody body) {
    body.refuseOthers(Set.of("delaysSeconds", "jitter", "clientErrors"));
    double jitter =
        Members.decimal(
            body, "jitter", new Members.Span(0, JITTER_MAX), RetryPlan.STANDARD.jitter());
    String errors = Members.choice(body, "clientErrors", List.of("retry", "giveUp"), "retry");
    return new RetryPlan(
        delays(body),
        jitter,
        errors.equals("retry") ? RetryPlan.ClientErrors.RETRY : RetryPlan.ClientErrors.GIVE_UP);
  }

  private static List<Duration> delays(JsonBody body) {
    if (!body.has("delaysSeconds")) {
      return RetryPlan.STANDARD.delays();
    }
    JsonNode array = body.node("delaysSeconds");
    if (!array.isArray() || array.isEmpty() || array.size() > RetryPlan.ATTEMPTS_MAX) {
      body.fault(
          "delaysSeconds",
          "required array of 1 to " + RetryPlan.ATTEMPTS_MAX + " waits, one before each attempt");
      return RetryPlan.STANDARD.delays();
    }
    List<Duration> delays = new ArrayList<>();
    for (JsonNode delay : array) {
      double seconds = delay.isNumber() ? delay.doubleValue() : -1;
      if (seconds < 0 || seconds > DELAY_SECONDS_MAX) {
        body.fault("delaysSeconds", "required numbers of seconds from 0 to 604800 (7 days)");
        return RetryPlan.STANDARD.delays();
      }
      delays.add(Duration.ofMillis(Math.round(seconds * 1000)));
    }
    return delays;
  }

  private static Budgets budgets(JsonBody body) {
    body.refuseOthers(Set.of("connectMillis", "firstByteMillis", "totalMillis", "answerBytes"));
    Budgets usual = Budgets.STANDARD;
    Duration total = millis(body, "totalMillis", usual.total());
    Optional<Budgets> budgets =
        budgets(
            body,
            millis(body, "connectMillis", atMost(usual.connect(), total)),
            millis(body, "firstByteMillis", atMost(usual.firstByte(), total)),
            total);
    return budgets.orElse(usual);
  }

  private static Optional<Budgets> budgets(
      JsonBody body, Duration connect, Duration firstByte, Duration total) {
    int bytes =
        body.integer(
            "answerBytes",
            new JsonBody.Range(0, ANSWER_BYTES_MAX),
            Budgets.STANDARD.bodyBytesMax());
    if (total.compareTo(connect) < 0) {
      body.fault(
          "totalMillis",
          "required connectMillis at least, which is "
              + connect.toMillis()
              + "; change that one, too");
      return Optional.empty();
    }
    return Optional.of(new Budgets(connect, firstByte, total, bytes));
  }

  /// Whoever asks for less in all, and says no more, means less of each part.
  private static Duration atMost(Duration usual, Duration total) {
    return usual.compareTo(total) < 0 ? usual : total;
  }

  private static Duration millis(JsonBody body, String name, Duration otherwise) {
    return Duration.ofMillis(
        body.integer(
            name,
            new JsonBody.Range(TIMEOUT_MILLIS_MIN, TIMEOUT_MILLIS_MAX),
            Math.toIntExact(otherwise.toMillis())));
  }
}
