package io.fleetwire.lab;

import io.fleetwire.engine.Intake;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TraceId;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.Optional;

/// Draws what follows for a device from its columns, and tells: the row, the event and its
/// deliveries are one transaction, so that a crash neither loses nor doubles anything. Thread-safe.
final class StatusDesk {
  private final SqlEngineStore store;
  private final Intake intake;

  StatusDesk(SqlEngineStore store, Intake intake) {
    this.store = store;
    this.intake = intake;
  }

  /// Why a device's columns changed: when, by which request, and how its host is.
  record Cause(Instant at, TraceId trace, Host host) {}

  /// Saves `changed`, whose effective status is still the one that was told last, with what follows
  /// now; and tells whoever wants to know. The device must have a row.
  Device settle(WriteTx tx, Device changed, Cause cause) {
    Standing standing = changed.standing();
    EffectiveStatus previous = standing.effective();
    EffectiveStatus next = standing.follows(cause.host().down());
    Device settled = changed.with(standing.become(next, cause.at()));
    DeviceTable.replace(tx, settled);
    Optional<Activity> activity = TransitionPolicy.decide(previous, next);
    if (activity.isPresent() && settled.hosting().isTold()) {
      LabEvent event = LabEvent.of(settled, cause.host().name(), previous);
      intake.accept(store.in(tx), fact(activity.get(), settled, event, cause));
    }
    return settled;
  }

  private static NewEvent fact(Activity activity, Device device, LabEvent event, Cause cause) {
    return new NewEvent(
        device.organization(),
        activity.type(),
        new Subject(device.udid()),
        cause.trace(),
        cause.at(),
        event.payload());
  }
}
