package io.fleetwire.lab;

import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Signal;
import java.time.Instant;
import java.time.InstantSource;

/// Ends bookings whose time is over. Nothing but the event needs it: such a booking is none for
/// everybody who asks.
final class BookingPump implements Pump {
  private static final int BATCH_MAX = 100;

  private final Bookings bookings;
  private final InstantSource clock;
  private final Signal signal = new Signal();

  BookingPump(Bookings bookings, InstantSource clock) {
    this.bookings = bookings;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "lab-booking";
  }

  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public Instant step() {
    Instant now = clock.instant();
    boolean due = bookings.nextEnd().filter(end -> !end.isAfter(now)).isPresent();
    if (due) {
      bookings.endOver(now, BATCH_MAX);
      return now;
    }
    return bookings.nextEnd().orElse(Instant.MAX);
  }
}
