package io.fleetwire.portal;

import io.fleetwire.lab.Booking;
import java.time.Instant;
import java.util.Optional;

/// A device that somebody retains. Empty `until` is until they end it.
record BookingRow(
    long id,
    long person,
    String device,
    String path,
    String email,
    Moment since,
    Optional<Moment> until) {

  /// Asked before somebody else's is ended.
  Question ending() {
    return new Question(
        "end-booking-" + id,
        "End a booking",
        email + " retains “" + device + "”. End that now? Whoever works with it is not told.",
        "End it",
        Place.BOOKINGS.path() + "/" + id + "/end",
        Place.BOOKINGS.path());
  }

  static BookingRow of(Booking booking, String device, Instant now) {
    return new BookingRow(
        booking.id(),
        booking.person(),
        device,
        Place.DEVICES.path() + "/" + booking.device(),
        booking.email(),
        Moment.of(booking.begunAt(), now),
        booking.isUnlimited() ? Optional.empty() : Optional.of(Moment.of(booking.endsAt(), now)));
  }
}
