package io.fleetwire.lab;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Something that became of a device. `number` grows with each entry of one device; `at` is when it
/// happened, by the clock of who says so. `host` is the name of the host that it hung on, or empty;
/// `trace` is the name of the request in the log. Immutable.
public record HistoryEntry(
    long number, Instant at, Kind kind, Change change, String host, Source source, String trace) {

  /// What a webhook is told of it, if one asks.
  public Optional<Activity> activity() {
    return switch (kind) {
      case CHANGE -> TransitionPolicy.decide(change.previous(), change.effective());
      case RETAINED -> Optional.of(Activity.RETAINED);
      case RELEASED -> Optional.of(Activity.RELEASED);
    };
  }

  /// What sort of thing.
  public enum Kind {
    /// Its columns changed, or what follows from them.
    CHANGE,
    /// Somebody retains it.
    RETAINED,
    /// Nobody does any more.
    RELEASED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  /// How it was, and how it is then. `message` says why; for a booking, it says whose that is.
  public record Change(
      EffectiveStatus previous,
      EffectiveStatus effective,
      VendorStatus status,
      VendorState state,
      boolean forcedOffline,
      String message) {

    static Change of(EffectiveStatus previous, Standing standing, String message) {
      return new Change(
          previous,
          standing.effective(),
          standing.status(),
          standing.state(),
          standing.forcedOffline(),
          message);
    }
  }
}
