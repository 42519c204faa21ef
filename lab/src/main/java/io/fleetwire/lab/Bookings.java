package io.fleetwire.lab;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Permission;
import io.fleetwire.access.Principal;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.TraceId;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who retains which devices: an overlay, which changes no status. Its beginning and its end are
/// told to those alone who ask for {@link Activity#RETAINED} and {@link Activity#RELEASED}.
/// Thread-safe.
public final class Bookings {
  /// The vendor's limit for one request.
  static final int DEVICES_MAX = 50;

  /// Of one page, without their devices' names.
  static final int LISTED_MAX = 1_000;

  private final Database database;
  private final StatusDesk desk;
  private final AuditLog audit;
  private final InstantSource clock;

  Bookings(Database database, StatusDesk desk, AuditLog audit, InstantSource clock) {
    this.database = database;
    this.desk = desk;
    this.audit = audit;
    this.clock = clock;
  }

  /// Which devices, until when.
  public record Wish(List<Long> devices, Instant endsAt) {}

  /// What became of a wish.
  public sealed interface Answer {
    record Booked(List<Booking> bookings) implements Answer {}

    record UnknownDevice(long device) implements Answer {}

    /// Somebody retains it already.
    record Taken(long device, String by) implements Answer {}

    record Ended() implements Answer {}

    record Unknown() implements Answer {}

    /// It is somebody else's.
    record NotTheirs() implements Answer {}
  }

  /// At most so many as the part has, the oldest first.
  List<Booking> list(OrganizationId organization, Part part) {
    Instant now = clock.instant();
    return database.read(tx -> BookingTable.list(tx, organization, part, now));
  }

  /// A booking, and what its device is called.
  public record Named(Booking booking, String device) {}

  /// At most `limit` bookings after the one with the number `after`.
  public record Part(long after, int limit) {}

  /// The oldest first.
  public List<Named> named(OrganizationId organization, Part part) {
    Instant now = clock.instant();
    return database.read(tx -> BookingTable.named(tx, organization, part, now));
  }

  /// All of the devices, or none.
  public Answer book(Principal caller, Wish wish, TraceId trace) {
    Instant now = clock.instant();
    return database.write(
        tx -> {
          List<Device> devices = new ArrayList<>();
          for (long id : wish.devices()) {
            Optional<Device> device = DeviceTable.find(tx, caller.organization(), id);
            if (device.isEmpty()) {
              return new Answer.UnknownDevice(id);
            }
            Optional<Booking> other = BookingTable.ofDevice(tx, id, now);
            if (other.isPresent()) {
              return new Answer.Taken(id, other.get().email());
            }
            devices.add(device.get());
          }
          Deed by = new Deed(now, trace, Source.of(caller));
          List<Booking> bookings = new ArrayList<>();
          for (Device device : devices) {
            endOver(tx, device, new Deed(now, trace, Source.TIME));
            Booking booking = begin(tx, caller, device, new Period(now, wish.endsAt()));
            bookings.add(booking);
            desk.tellOfBooking(
                tx, HistoryEntry.Kind.RETAINED, device, held(tx, device, booking, by));
          }
          return new Answer.Booked(bookings);
        });
  }

  /// Ends a booking: one's own, or with the vendor's permission for it anybody's.
  public Answer end(Principal caller, long id, TraceId trace) {
    Instant now = clock.instant();
    return database.write(
        tx -> {
          Optional<Booking> booking = BookingTable.find(tx, caller.organization(), id);
          if (booking.isEmpty()) {
            return new Answer.Unknown();
          }
          boolean own = booking.get().person() == caller.person().number();
          if (!own && !caller.may(Permission.BOOKING_END_OTHERS)) {
            return new Answer.NotTheirs();
          }
          release(tx, booking.get(), new Deed(now, trace, Source.of(caller)));
          if (!own) {
            audit.append(
                tx,
                caller,
                new AuditLog.Change(
                    "booking.end", "device " + booking.get().device(), booking.get().email()));
          }
          return new Answer.Ended();
        });
  }

  /// Ends what is over at `now`, at most `limit`; returns how many.
  int endOver(Instant now, int limit) {
    Deed over = new Deed(now, new TraceId("booking-" + now.toEpochMilli()), Source.TIME);
    return database.write(
        tx -> {
          List<Booking> ended = BookingTable.over(tx, now, limit);
          ended.forEach(booking -> release(tx, booking, over));
          return ended.size();
        });
  }

  Optional<Instant> nextEnd() {
    return database.read(BookingTable::nextEnd);
  }

  /// A booking that is over may still have its row.
  private void endOver(WriteTx tx, Device device, Deed deed) {
    BookingTable.rowOfDevice(tx, device.id()).ifPresent(booking -> release(tx, booking, deed));
  }

  private static Booking begin(WriteTx tx, Principal caller, Device device, Period period) {
    Booking booking =
        new Booking(
            NumberTable.next(tx, NumberTable.Kind.BOOKING),
            device.id(),
            caller.organization(),
            caller.person().number(),
            caller.client(),
            period.from(),
            period.until());
    BookingTable.add(tx, booking);
    return booking;
  }

  private record Period(Instant from, Instant until) {}

  /// When something was done, by which request, and by whom.
  private record Deed(Instant at, TraceId trace, Source source) {}

  private void release(WriteTx tx, Booking booking, Deed deed) {
    if (BookingTable.remove(tx, booking)) {
      DeviceTable.find(tx, booking.organization(), booking.device())
          .ifPresent(
              device ->
                  desk.tellOfBooking(
                      tx, HistoryEntry.Kind.RELEASED, device, held(tx, device, booking, deed)));
    }
  }

  private static StatusDesk.Held held(WriteTx tx, Device device, Booking booking, Deed deed) {
    Host host = HostTable.of(tx, device);
    return new StatusDesk.Held(
        booking.email(), new StatusDesk.Cause(deed.at(), deed.trace(), host, deed.source()));
  }
}
