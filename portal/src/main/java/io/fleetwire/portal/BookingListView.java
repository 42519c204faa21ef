package io.fleetwire.portal;

import java.util.List;

/// A part of the bookings. `me` is who looks; `next` leads to the next part, or is empty.
record BookingListView(List<BookingRow> rows, long me, boolean mayEndAll, String next) {
  BookingListView {
    rows = List.copyOf(rows);
  }
}
