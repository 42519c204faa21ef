package io.fleetwire.store;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Settlement;
import io.fleetwire.engine.Timeline;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The table `attempt`.
final class AttemptTable {
  /// What people need of an answer is its head and the beginning of an error page. More would make
  /// the log as large as the receivers like.
  static final int HEADERS_LENGTH_MAX = 4_096;

  static final int BODY_BYTES_MAX = 2_048;
  static final int DETAIL_LENGTH_MAX = 1_024;

  private static final String APPEND =
      """
      INSERT INTO attempt (delivery_id, number, endpoint_id, event_id, started_at,
        outcome, status, answer_headers, answer_body, answer_body_bytes, answer_complete,
        phase, fault, detail,
        resolve_micros, connect_micros, first_byte_micros, total_micros, next, next_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private AttemptTable() {}

  static void append(WriteTx tx, Settlement settlement) {
    Delivery delivery = settlement.ready().delivery();
    Timeline timeline = settlement.sent().timeline();
    Result result = Result.of(settlement.sent().outcome());
    tx.update(
        APPEND,
        delivery.id().value(),
        settlement.number(),
        delivery.endpoint().value(),
        delivery.event().value(),
        settlement.startedAt(),
        result.outcome(),
        result.status(),
        result.headers(),
        result.body(),
        result.bodyBytes(),
        result.complete(),
        result.phase(),
        result.fault(),
        result.detail(),
        micros(timeline.resolve()),
        micros(timeline.connect()),
        micros(timeline.firstByte()),
        micros(timeline.total()),
        nextText(settlement.next()),
        settlement.next() instanceof NextStep.RetryAt retry ? retry.at() : null);
  }

  /// The columns that depend on how it ended. Null where the table says so.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Result(
      String outcome,
      @Nullable Integer status,
      @Nullable String headers,
      byte @Nullable [] body,
      @Nullable Integer bodyBytes,
      @Nullable Boolean complete,
      @Nullable String phase,
      @Nullable String fault,
      @Nullable String detail) {

    static Result of(Outcome outcome) {
      return switch (outcome) {
        case Outcome.Answered answered -> answered(answered);
        case Outcome.TimedOut timedOut -> failed("timed-out", word(timedOut.phase()), null, null);
        case Outcome.Unreachable unreachable ->
            failed("unreachable", null, word(unreachable.fault()), unreachable.detail());
        case Outcome.Blocked blocked -> failed("blocked", null, null, blocked.detail());
        case Outcome.NotComposed notComposed ->
            failed("not-composed", null, null, notComposed.detail());
      };
    }

    private static Result answered(Outcome.Answered answered) {
      byte[] body = answered.body().bytes();
      return new Result(
          "answered",
          answered.status(),
          lines(answered.headers()),
          body.length <= BODY_BYTES_MAX ? body : Arrays.copyOf(body, BODY_BYTES_MAX),
          body.length,
          answered.bodyComplete(),
          null,
          null,
          null);
    }

    private static Result failed(
        String outcome, @Nullable String phase, @Nullable String fault, @Nullable String detail) {
      String brief =
          detail == null || detail.length() <= DETAIL_LENGTH_MAX
              ? detail
              : detail.substring(0, DETAIL_LENGTH_MAX);
      return new Result(outcome, null, null, null, null, null, phase, fault, brief);
    }
  }

  private static String lines(List<Header> headers) {
    StringBuilder lines = new StringBuilder();
    for (Header header : headers) {
      int length = header.name().length() + header.value().length() + 3;
      if (lines.length() + length > HEADERS_LENGTH_MAX) {
        break;
      }
      lines.append(header.name()).append(": ").append(header.value()).append('\n');
    }
    return lines.toString();
  }

  private static String nextText(NextStep next) {
    return switch (next) {
      case NextStep.Delivered _ -> "delivered";
      case NextStep.RetryAt _ -> "retry";
      case NextStep.GiveUp giveUp -> word(giveUp.reason());
    };
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
