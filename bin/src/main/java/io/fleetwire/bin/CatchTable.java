package io.fleetwire.bin;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Payload;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The table `bin_catch`.
final class CatchTable {
  /// A screen or two of what somebody is trying out.
  static final int KEPT_MAX = 100;

  /// Two of the largest callbacks, or thousands of usual ones.
  static final long KEPT_BYTES_MAX = 8L * 1024 * 1024;

  private static final String COLUMNS =
      "c.id, c.bin, c.received_at, c.sender, c.title, c.headers, c.answered, c.verdict, c.scheme,"
          + " c.words";

  private CatchTable() {}

  static void insert(WriteTx tx, Catch caught) {
    tx.update(
        """
        INSERT INTO bin_catch
          (bin, received_at, sender, title, headers, body, answered, verdict, scheme, words)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        caught.bin(),
        caught.receivedAt(),
        caught.sender(),
        caught.title(),
        written(caught.headers()),
        caught.body().bytes(),
        caught.answered(),
        caught.finding().verdict().code(),
        caught.finding().scheme(),
        caught.finding().words());
  }

  /// Drops the oldest of a bin until the rest is within its limits; the newest one always stays.
  static void trim(WriteTx tx, long bin) {
    tx.update(
        """
        DELETE FROM bin_catch WHERE bin = ? AND id <= (
          SELECT max(id) FROM (
            SELECT id, row_number() OVER newest AS place, sum(length(body)) OVER newest AS bytes
            FROM bin_catch WHERE bin = ?
            WINDOW newest AS (ORDER BY id DESC ROWS UNBOUNDED PRECEDING)) AS counted
          WHERE place > 1 AND (place > ? OR bytes > ?))\
        """,
        bin,
        bin,
        KEPT_MAX,
        KEPT_BYTES_MAX);
  }

  /// What is in a bin, the newest first, without bodies.
  static List<CatchLine> list(ReadTx tx, long bin) {
    return tx.list(
        "SELECT "
            + COLUMNS
            + ", length(c.body) FROM bin_catch c WHERE c.bin = ? ORDER BY c.id DESC LIMIT ?",
        CatchTable::line,
        bin,
        KEPT_MAX);
  }

  static Optional<Catch> find(ReadTx tx, long bin, long id) {
    return tx.find(
        "SELECT " + COLUMNS + ", c.body FROM bin_catch c WHERE c.bin = ? AND c.id = ?",
        row -> caught(row, row.bytes(11)),
        bin,
        id);
  }

  /// Whether anything is in an organization's bins that has this verdict.
  static boolean isAny(ReadTx tx, OrganizationId organization, String verdict) {
    return tx.find(
            """
            SELECT c.id FROM bin b JOIN bin_catch c ON c.bin = b.id
            WHERE b.organization = ? AND c.verdict = ? LIMIT 1\
            """,
            row -> row.longAt(1),
            organization.value(),
            verdict)
        .isPresent();
  }

  static int clear(WriteTx tx, long bin) {
    return tx.update("DELETE FROM bin_catch WHERE bin = ?", bin);
  }

  static int deleteOld(WriteTx tx, Instant before, int limit) {
    return tx.update(
        """
        DELETE FROM bin_catch WHERE id IN
          (SELECT id FROM bin_catch WHERE received_at < ? ORDER BY received_at LIMIT ?)\
        """,
        before,
        limit);
  }

  private static CatchLine line(Row row) {
    return new CatchLine(caught(row, new byte[0]), row.longAt(11));
  }

  private static Catch caught(Row row, byte[] body) {
    List<Header> headers = read(row.text(6));
    String type = Header.find(headers, "Content-Type").orElse("");
    return new Catch(
        row.longAt(1),
        row.longAt(2),
        row.instant(3),
        row.text(4),
        row.text(5),
        headers,
        new Payload(type, body),
        row.intAt(7),
        new Finding(Finding.Verdict.of(row.text(8)), row.text(9), row.text(10)));
  }

  /// Neither a name nor a value has a line break, or it were two headers.
  private static String written(List<Header> headers) {
    return headers.stream()
        .map(header -> header.name() + ": " + header.value())
        .collect(Collectors.joining("\n"));
  }

  private static List<Header> read(String text) {
    return text.lines()
        .map(line -> line.split(": ?", 2))
        .map(parts -> new Header(parts[0], parts.length > 1 ? parts[1] : ""))
        .toList();
  }
}
