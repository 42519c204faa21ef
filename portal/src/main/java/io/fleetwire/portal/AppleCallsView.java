package io.fleetwire.portal;

import io.fleetwire.apple.AppleBook.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Calls of the backend: of one channel when it has a `title`, else of all. `older` leads to
/// earlier ones, or is empty.
record AppleCallsView(String title, List<Row> rows, String older) {

  /// One call, worded; `device` is the page of whom it was about, or empty.
  record Row(Call call, Badge outcome, String took, Moment at, String device) {
    static Row of(Call call, Instant now) {
      return new Row(
          call,
          new Badge(call.outcome(), call.good() ? "good" : "bad"),
          Amounts.duration(Duration.ofMillis(call.millis())),
          Moment.of(call.at(), now),
          call.channelId().isEmpty() ? "" : AppleRow.path(call.channelId()));
    }
  }
}
