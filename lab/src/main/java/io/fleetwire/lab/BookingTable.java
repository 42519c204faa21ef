package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table `lab_booking`. A booking whose time is over is none, also while its row is there.
final class BookingTable {
  private static final String SELECT =
      "SELECT id, device, organization, person, email, begun_at, ends_at FROM lab_booking ";

  private BookingTable() {}

  /// Who retains a device at `now`.
  static Optional<Booking> ofDevice(ReadTx tx, long device, Instant now) {
    return tx.find(
        SELECT + "WHERE device = ? AND (ends_at IS NULL OR ends_at > ?)",
        BookingTable::booking,
        device,
        now);
  }

  /// The row of a device, also when its time is over.
  static Optional<Booking> rowOfDevice(ReadTx tx, long device) {
    return tx.find(SELECT + "WHERE device = ?", BookingTable::booking, device);
  }

  static Optional<Booking> find(ReadTx tx, OrganizationId organization, long id) {
    return tx.find(
        SELECT + "WHERE id = ? AND organization = ?",
        BookingTable::booking,
        id,
        organization.value());
  }

  /// Those of an organization that are not over at `now`, as far as the part goes.
  static List<Booking> list(
      ReadTx tx, OrganizationId organization, Bookings.Part part, Instant now) {
    return tx.list(
        SELECT
            + """
            WHERE organization = ? AND id > ? AND (ends_at IS NULL OR ends_at > ?)
            ORDER BY id LIMIT ?
            """,
        BookingTable::booking,
        organization.value(),
        part.after(),
        now,
        part.limit());
  }

  /// The same, each with what its device is called.
  static List<Bookings.Named> named(
      ReadTx tx, OrganizationId organization, Bookings.Part part, Instant now) {
    return tx.list(
        """
        SELECT b.id, b.device, b.organization, b.person, b.email, b.begun_at, b.ends_at,
          d.name, d.custom_name
        FROM lab_booking b JOIN lab_device d ON d.id = b.device
        WHERE b.organization = ? AND b.id > ? AND (b.ends_at IS NULL OR b.ends_at > ?)
        ORDER BY b.id LIMIT ?
        """,
        row -> new Bookings.Named(booking(row), row.text(9).isEmpty() ? row.text(8) : row.text(9)),
        organization.value(),
        part.after(),
        now,
        part.limit());
  }

  /// At most `limit` that are over at `now`, the longest first.
  static List<Booking> over(ReadTx tx, Instant now, int limit) {
    return tx.list(
        SELECT + "WHERE ends_at IS NOT NULL AND ends_at <= ? ORDER BY ends_at LIMIT ?",
        BookingTable::booking,
        now,
        limit);
  }

  /// When the next one is over.
  static Optional<Instant> nextEnd(ReadTx tx) {
    return tx.find(
            "SELECT min(ends_at) FROM lab_booking WHERE ends_at IS NOT NULL",
            row -> row.findInstant(1))
        .flatMap(found -> found);
  }

  static void add(WriteTx tx, Booking booking) {
    tx.update(
        """
        INSERT INTO lab_booking (id, device, organization, person, email, begun_at, ends_at)
        VALUES (?, ?, ?, ?, ?, ?, nullif(?, ?))
        """,
        booking.id(),
        booking.device(),
        booking.organization().value(),
        booking.person(),
        booking.email(),
        booking.begunAt(),
        booking.isUnlimited() ? -1L : booking.endsAt().toEpochMilli(),
        -1L);
  }

  /// False when it is gone already.
  static boolean remove(WriteTx tx, Booking booking) {
    return tx.update("DELETE FROM lab_booking WHERE id = ?", booking.id()) == 1;
  }

  private static Booking booking(Row row) {
    return new Booking(
        row.longAt(1),
        row.longAt(2),
        new OrganizationId(row.longAt(3)),
        row.longAt(4),
        row.text(5),
        row.instant(6),
        row.findInstant(7).orElse(Instant.MAX));
  }
}
