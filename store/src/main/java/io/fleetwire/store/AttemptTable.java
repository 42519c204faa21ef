package io.fleetwire.store;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Settlement;
import io.fleetwire.engine.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The table `attempt`.
final class AttemptTable {
  /// What people need of an answer is its head and the beginning of an error page. More would make
  /// the log as large as the receivers like.
  static final int HEADERS_LENGTH_MAX = 4_096;

  static final int BODY_BYTES_MAX = 2_048;
  static final int DETAIL_LENGTH_MAX = 1_024;

  // Two statements, because a parameter that is always null costs as much as one that is not.
  private static final String APPEND_ANSWERED =
      """
      INSERT INTO attempt (delivery_id, number, endpoint_id, sequence, event_id, started_at,
        resolve_micros, connect_micros, first_byte_micros, total_micros, next, next_at,
        outcome, status, answer_headers, answer_body, answer_body_bytes, answer_complete)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'answered', ?, ?, ?, ?, ?)
      """;
  private static final String APPEND_FAILED =
      """
      INSERT INTO attempt (delivery_id, number, endpoint_id, sequence, event_id, started_at,
        resolve_micros, connect_micros, first_byte_micros, total_micros, next, next_at,
        outcome, phase, fault, detail)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private AttemptTable() {}

  static void append(WriteTx tx, Settlement settlement) {
    switch (settlement.sent().outcome()) {
      case Outcome.Answered answered -> append(tx, settlement, answered);
      case Outcome.TimedOut timedOut ->
          append(tx, settlement, new Failure("timed-out", Words.of(timedOut.phase()), null, null));
      case Outcome.Unreachable unreachable ->
          append(
              tx,
              settlement,
              new Failure(
                  "unreachable", null, Words.of(unreachable.fault()), brief(unreachable.detail())));
      case Outcome.Blocked blocked ->
          append(tx, settlement, new Failure("blocked", null, null, brief(blocked.detail())));
      case Outcome.NotComposed notComposed ->
          append(
              tx, settlement, new Failure("not-composed", null, null, brief(notComposed.detail())));
    }
  }

  private static void append(WriteTx tx, Settlement settlement, Outcome.Answered answered) {
    byte[] body = answered.body().bytes();
    insert(
        tx,
        APPEND_ANSWERED,
        settlement,
        answered.status(),
        lines(answered.headers()),
        body.length <= BODY_BYTES_MAX ? body : Arrays.copyOf(body, BODY_BYTES_MAX),
        body.length,
        answered.bodyComplete());
  }

  /// The columns of an attempt without an answer. Null where the table says so.
  private record Failure(
      String outcome, @Nullable String phase, @Nullable String fault, @Nullable String detail) {}

  private static void append(WriteTx tx, Settlement settlement, Failure failure) {
    insert(
        tx,
        APPEND_FAILED,
        settlement,
        failure.outcome(),
        failure.phase(),
        failure.fault(),
        failure.detail());
  }

  /// What every attempt has comes first, then what its outcome adds.
  private static void insert(
      WriteTx tx, String sql, Settlement settlement, @Nullable Object... outcome) {
    Delivery delivery = settlement.ready().delivery();
    Timeline timeline = settlement.sent().timeline();
    @Nullable Object[] always = {
      delivery.id().value(),
      settlement.number(),
      delivery.endpoint().value(),
      delivery.sequence(),
      delivery.event().value(),
      settlement.startedAt(),
      micros(timeline.resolve()),
      micros(timeline.connect()),
      micros(timeline.firstByte()),
      micros(timeline.total()),
      nextText(settlement.next()),
      nextAt(settlement.next())
    };
    @Nullable Object[] all = Arrays.copyOf(always, always.length + outcome.length);
    System.arraycopy(outcome, 0, all, always.length, outcome.length);
    tx.change(sql, all);
  }

  private static String brief(String detail) {
    return detail.length() <= DETAIL_LENGTH_MAX ? detail : detail.substring(0, DETAIL_LENGTH_MAX);
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
      case NextStep.GiveUp giveUp -> Words.of(giveUp.reason());
    };
  }

  private static @Nullable Instant nextAt(NextStep next) {
    return next instanceof NextStep.RetryAt retry ? retry.at() : null;
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
