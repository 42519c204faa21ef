package io.fleetwire.lab;

import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The tables `lab_withheld` and `lab_flap`.
final class WithheldTable {
  private static final String SELECT =
      "SELECT webhook, device, shown, reason, due_at FROM lab_withheld ";

  private WithheldTable() {}

  /// Why a webhook is not shown how a device is.
  enum Reason {
    /// It may be over soon.
    GRACE,
    /// The device's host is down, which is another matter.
    HOST,
    /// The device changes too often.
    FLAPPING
  }

  /// What a webhook knows of a device; `dueAt` is {@link Instant#MAX} where time alone changes
  /// nothing.
  record Withheld(long webhook, long device, EffectiveStatus shown, Reason reason, Instant dueAt) {}

  static Optional<Withheld> find(ReadTx tx, long webhook, long device) {
    return tx.find(
        SELECT + "WHERE webhook = ? AND device = ?", WithheldTable::withheld, webhook, device);
  }

  static List<Withheld> ofDevice(ReadTx tx, long device) {
    return tx.list(SELECT + "WHERE device = ?", WithheldTable::withheld, device);
  }

  /// At most `limit` that are due at `now`, the longest first.
  static List<Withheld> due(ReadTx tx, Instant now, int limit) {
    return tx.list(
        SELECT + "WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at LIMIT ?",
        WithheldTable::withheld,
        now,
        limit);
  }

  static Optional<Instant> nextDue(ReadTx tx) {
    return tx.find(
            "SELECT min(due_at) FROM lab_withheld WHERE due_at IS NOT NULL",
            row -> row.findInstant(1))
        .flatMap(found -> found);
  }

  static void put(WriteTx tx, Withheld withheld) {
    boolean timed = withheld.dueAt().isBefore(Instant.MAX);
    tx.update(
        """
        INSERT INTO lab_withheld (webhook, device, shown, reason, due_at)
        VALUES (?, ?, ?, ?, nullif(?, -1))
        ON CONFLICT (webhook, device) DO UPDATE
        SET shown = excluded.shown, reason = excluded.reason, due_at = excluded.due_at
        """,
        withheld.webhook(),
        withheld.device(),
        withheld.shown().code(),
        code(withheld.reason()),
        timed ? withheld.dueAt().toEpochMilli() : -1L);
  }

  /// What a webhook is not shown for this reason is due at that time, as after a grace.
  static void hurry(WriteTx tx, long webhook, Reason reason, Instant dueAt) {
    tx.update(
        "UPDATE lab_withheld SET reason = ?, due_at = ? WHERE webhook = ? AND reason = ?",
        code(Reason.GRACE),
        dueAt,
        webhook,
        code(reason));
  }

  static void remove(WriteTx tx, long webhook, long device) {
    tx.update("DELETE FROM lab_withheld WHERE webhook = ? AND device = ?", webhook, device);
  }

  /// Counts one more change of a device, and returns how many there were within `window`.
  static int count(WriteTx tx, long webhook, long device, Window window) {
    tx.update(
        """
        INSERT INTO lab_flap (webhook, device, since, changes) VALUES (?, ?, ?, 1)
        ON CONFLICT (webhook, device) DO UPDATE SET
          changes = CASE WHEN lab_flap.since < ? THEN 1 ELSE lab_flap.changes + 1 END,
          since = CASE WHEN lab_flap.since < ? THEN excluded.since ELSE lab_flap.since END
        """,
        webhook,
        device,
        window.now(),
        window.start(),
        window.start());
    return tx.find(
            "SELECT changes FROM lab_flap WHERE webhook = ? AND device = ?",
            row -> row.intAt(1),
            webhook,
            device)
        .orElseThrow();
  }

  /// Time that ends now.
  record Window(Instant now, Duration length) {
    Instant start() {
      return now.minus(length);
    }
  }

  static void forgetCount(WriteTx tx, long webhook, long device) {
    tx.update("DELETE FROM lab_flap WHERE webhook = ? AND device = ?", webhook, device);
  }

  private static String code(Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  private static Withheld withheld(Row row) {
    return new Withheld(
        row.longAt(1),
        row.longAt(2),
        EffectiveStatus.of(row.text(3)),
        Reason.valueOf(row.text(4).toUpperCase(Locale.ROOT)),
        row.findInstant(5).orElse(Instant.MAX));
  }
}
