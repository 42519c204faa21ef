package io.fleetwire.portal;

import io.fleetwire.lab.Booking;
import java.time.Instant;
import java.util.Optional;

/// A device that somebody retains. Empty `until` is until they end it.
record BookingRow(
    long id, String device, String path, String email, Moment since, Optional<Moment> until) {

  static BookingRow of(Booking booking, String device, Instant now) {
    return new BookingRow(
        booking.id(),
        device,
        Place.DEVICES.path() + "/" + booking.device(),
        booking.email(),
        Moment.of(booking.begunAt(), now),
        booking.isUnlimited() ? Optional.empty() : Optional.of(Moment.of(booking.endsAt(), now)));
  }
}
