package io.fleetwire.lab;

import java.util.Optional;

/// What there is to tell when a device's effective status changes. Pure.
///
/// The vendor's rule is: online from any status except utilizing, and offline, utilizing and
/// unplugged from any status. That a repeated status is no news is ours, or each heartbeat would be
/// a callback. So a transition has at most one activity; only the immediate predecessor counts.
final class TransitionPolicy {
  private TransitionPolicy() {}

  /// The activity of a change from `previous` to `next`: one of the vendor's four, or {@link
  /// Activity#AVAILABLE} where the vendor is silent. Empty when nothing changed.
  static Optional<Activity> decide(EffectiveStatus previous, EffectiveStatus next) {
    if (next == previous) {
      return Optional.empty();
    }
    return switch (next) {
      case NONE -> Optional.empty();
      case ONLINE ->
          Optional.of(previous == EffectiveStatus.UTILIZING ? Activity.AVAILABLE : Activity.ONLINE);
      case OFFLINE -> Optional.of(Activity.OFFLINE);
      case UTILIZING -> Optional.of(Activity.UTILIZING);
      case UNPLUGGED -> Optional.of(Activity.UNPLUGGED);
    };
  }
}
