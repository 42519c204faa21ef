package io.fleetwire.store;

import io.fleetwire.engine.AttemptEntry;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Timeline;
import java.time.Duration;
import java.util.List;

/// Reads from the table `attempt` what {@link AttemptTable} has written.
final class AttemptRows {
  static final String OF =
      """
      SELECT number, started_at, resolve_micros, connect_micros, first_byte_micros, total_micros,
        next, next_at, outcome, status, answer_headers, answer_body, answer_body_bytes,
        answer_complete, phase, fault, detail
      FROM attempt WHERE delivery_id = ? ORDER BY number
      """;

  private AttemptRows() {}

  /// A plan has at most 64 attempts, and so has this list.
  static List<AttemptEntry> of(ReadTx tx, DeliveryId id) {
    return tx.list(OF, AttemptRows::entry, id.value());
  }

  private static AttemptEntry entry(Row row) {
    Timeline timeline =
        new Timeline(micros(row, 3), micros(row, 4), micros(row, 5), micros(row, 6));
    return new AttemptEntry(
        row.intAt(1), row.instant(2), new Sent(outcome(row), timeline), next(row));
  }

  private static Duration micros(Row row, int column) {
    return Duration.ofNanos(row.longAt(column) * 1_000);
  }

  private static NextStep next(Row row) {
    return switch (row.text(7)) {
      case "delivered" -> new NextStep.Delivered();
      case "retry" -> new NextStep.RetryAt(row.instant(8));
      default -> new NextStep.GiveUp(Words.read(NextStep.Reason.class, row.text(7)));
    };
  }

  private static Outcome outcome(Row row) {
    return switch (row.text(9)) {
      case "answered" -> answered(row);
      case "timed-out" -> new Outcome.TimedOut(Words.read(Outcome.Phase.class, row.text(15)));
      case "unreachable" ->
          new Outcome.Unreachable(Words.read(Outcome.Fault.class, row.text(16)), row.text(17));
      case "blocked" -> new Outcome.Blocked(row.text(17));
      case "not-composed" -> new Outcome.NotComposed(row.text(17));
      default -> throw new AssertionError("no attempt ends so: " + row.text(9));
    };
  }

  private static Outcome answered(Row row) {
    List<Header> headers =
        row.text(11).lines().filter(line -> line.contains(": ")).map(AttemptRows::header).toList();
    String type = Header.find(headers, "Content-Type").orElse("application/octet-stream");
    byte[] body = row.bytes(12);
    boolean isWhole = row.booleanAt(14) && body.length == row.intAt(13);
    return new Outcome.Answered(row.intAt(10), headers, new Payload(type, body), isWhole);
  }

  private static Header header(String line) {
    int colon = line.indexOf(": ");
    return new Header(line.substring(0, colon), line.substring(colon + 2));
  }
}
