package io.fleetwire.apple;

import io.fleetwire.engine.Budgets;
import java.time.Duration;

/// What asking the backend may cost. `askedMax` questions are under way at a time, so that a
/// backend that hangs holds that many threads and no more, and each kind of question has a share of
/// them, so that one that hangs on declarations still answers what comes next; `told` is how long a
/// device waits for the backend's answer to an event that is already durable.
public record BackendLimits(Duration patience, Duration told, int askedMax) {
  /// A device's own patience is not documented and about a minute; ten seconds leave room for the
  /// three questions that one request may need.
  static final BackendLimits STANDARD =
      new BackendLimits(Duration.ofSeconds(10), Duration.ofSeconds(5), 1_024);

  /// Commands carry profiles, and those carry certificates and icons: a megabyte is a lot.
  static final int DECISION_BYTES_MAX = 4 * 1024 * 1024;

  /// Larger files belong on a web server, whose address a declaration may name.
  static final int ASSET_BYTES_MAX = 16 * 1024 * 1024;

  /// An asset in base64 with its frame.
  static final int ASSET_ANSWER_BYTES_MAX = ASSET_BYTES_MAX / 3 * 4 + 64 * 1024;

  /// A lane's share, at least one: half of all for what comes next, which every device asks; a
  /// quarter for declarations; an eighth each for results and files.
  int askedMax(Backend.Lane lane) {
    int share =
        switch (lane) {
          case DECISIONS -> askedMax / 2;
          case DECLARATIONS -> askedMax / 4;
          case RESULTS, ASSETS -> askedMax / 8;
        };
    return Math.max(1, share);
  }

  Budgets budgets(int bytesMax) {
    Duration connect = patience.compareTo(CONNECT) < 0 ? patience : CONNECT;
    return new Budgets(connect, patience, patience, bytesMax);
  }

  private static final Duration CONNECT = Duration.ofSeconds(3);
}
