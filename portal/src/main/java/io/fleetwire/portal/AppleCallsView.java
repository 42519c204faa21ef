package io.fleetwire.portal;

import io.fleetwire.apple.AppleBook.Call;
import io.fleetwire.apple.AppleBook.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Calls of the backend: of one channel when it has a `title`, else of all. `older` leads to
/// earlier ones, or is empty; `filter` says which ones.
record AppleCallsView(String title, List<Row> rows, String older, Filter filter) {

  /// Whether only calls that failed are shown, from the newest on, and the way to the others.
  record Filter(boolean failedOnly, boolean isNewest, String other) {}

  /// One call, worded; `device` is the page of whom it was about, or empty.
  record Row(Call call, Badge outcome, String took, String size, Moment at, String device) {
    static Row of(Call call, Instant now) {
      return new Row(
          call,
          new Badge(call.outcome(), call.good() ? "good" : "bad"),
          Amounts.duration(Duration.ofMillis(call.millis())),
          size(call.size()),
          Moment.of(call.at(), now),
          call.channelId().isEmpty() ? "" : AppleRow.path(call.channelId()));
    }

    /// Empty where it was not written down.
    private static String size(Size size) {
      return size.asked() == 0 && size.answered() == 0
          ? ""
          : Amounts.bytes(size.asked()) + " / " + Amounts.bytes(size.answered());
    }
  }
}
