package io.fleetwire.lab;

import io.fleetwire.engine.Facets;
import io.fleetwire.engine.Intake;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TraceId;
import io.fleetwire.lab.HistoryEntry.Change;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Draws what follows for a device from its columns, writes it down, and tells: the row, its
/// history, the event and its deliveries are one transaction, so that a crash neither loses nor
/// doubles anything. Thread-safe.
///
/// Which webhooks are told is decided here and not by the engine, which would not know of patience;
/// the engine is given their numbers as a facet of the event, and finds exactly those. Endpoints of
/// other formats know no patience: by the types that they ask for they are told of what happens,
/// when it happens and once, and not of what a webhook is told late, in other words, or for a test.
final class StatusDesk {
  /// The facet that every endpoint of this room asks for.
  static final String WEBHOOK = "webhook";

  private final SqlEngineStore store;
  private final Intake intake;
  private final Audience audience;
  private final InstantSource clock;

  StatusDesk(SqlEngineStore store, Intake intake, Audience audience, InstantSource clock) {
    this.store = store;
    this.intake = intake;
    this.audience = audience;
    this.clock = clock;
  }

  /// Why a device's columns changed: when, by which request, how its host is, and who says so.
  record Cause(Instant at, TraceId trace, Host host, Source source) {}

  /// Saves `changed`, whose effective status is still the one of `before`, with what follows now;
  /// and tells whoever wants to know. The device must have a row.
  Device settle(WriteTx tx, Device before, Device changed, Cause cause) {
    EffectiveStatus previous = before.standing().effective();
    boolean hostDown = cause.host().down();
    EffectiveStatus next = changed.standing().follows(hostDown);
    boolean returns = previous.isAway() && !next.isAway();
    Device shown = returns && before.facts().hidden() ? changed.shown() : changed;
    Device settled = shown.with(changed.standing().become(next, cause.at()));
    DeviceTable.replace(tx, settled);
    if (isNews(before, settled)) {
      Change change = Change.of(previous, settled.standing(), settled.standing().message());
      note(tx, settled, entry(HistoryEntry.Kind.CHANGE, change, cause));
    }
    if (!settled.hosting().isTold()) {
      return settled;
    }
    LabEvent event = LabEvent.of(settled, cause.host().name(), previous);
    if (next != previous) {
      Map<Activity, Set<String>> told =
          audience.of(tx, new Audience.Change(settled, previous, hostDown, cause.at()));
      Optional<Activity> happened = TransitionPolicy.decide(previous, next);
      happened.ifPresent(
          activity ->
              accept(
                  tx,
                  told.getOrDefault(activity, Set.of()),
                  fact(activity, event, settled, cause)));
      told.forEach(
          (activity, webhooks) -> {
            if (!happened.equals(Optional.of(activity))) {
              acceptFor(tx, webhooks, fact(activity, event, settled, cause));
            }
          });
    } else if (next == EffectiveStatus.OFFLINE && !hostDown) {
      audience.stayedOffline(tx, settled, cause.at());
    }
    boolean failed = settled.standing().state() == VendorState.ERROR;
    if (failed && before.standing().state() != VendorState.ERROR) {
      tell(tx, Activity.ERROR, settled, cause);
    }
    return settled;
  }

  /// What an agent says of a battery is no change of the device.
  private static boolean isNews(Device before, Device after) {
    Standing was = before.standing();
    Standing is = after.standing();
    return was.effective() != is.effective()
        || was.status() != is.status()
        || was.state() != is.state()
        || was.forcedOffline() != is.forcedOffline()
        || before.host() != after.host();
  }

  /// Writes down and tells that `email` retains a device, or does no more.
  void tellOfBooking(WriteTx tx, HistoryEntry.Kind kind, Device device, Held held) {
    Standing standing = device.standing();
    Change change = Change.of(standing.effective(), standing, held.email());
    note(tx, device, entry(kind, change, held.cause()));
    tell(
        tx,
        kind == HistoryEntry.Kind.RETAINED ? Activity.RETAINED : Activity.RELEASED,
        device,
        held.cause());
  }

  /// Who holds a device or held it, and why that changes.
  record Held(String email, Cause cause) {}

  private void note(WriteTx tx, Device device, HistoryEntry entry) {
    HistoryTable.add(tx, device.id(), entry, clock.instant());
  }

  private static HistoryEntry entry(HistoryEntry.Kind kind, Change change, Cause cause) {
    return new HistoryEntry(
        0, cause.at(), kind, change, cause.host().name(), cause.source(), cause.trace().value());
  }

  /// Tells of something that is no transition.
  void tell(WriteTx tx, Activity activity, Device device, Cause cause) {
    if (device.hosting().isTold()) {
      LabEvent event = LabEvent.of(device, cause.host().name(), device.standing().effective());
      Set<String> webhooks = audience.of(tx, device, activity);
      accept(tx, webhooks, fact(activity, event, device, cause));
    }
  }

  /// Tells one webhook what it was not shown before, when it knew that the device was `shown`.
  void tellLate(WriteTx tx, Withheld late, Cause cause) {
    LabEvent event = LabEvent.of(late.device(), cause.host().name(), late.shown());
    acceptFor(
        tx,
        Set.of(Long.toString(late.webhook())),
        fact(late.activity(), event, late.device(), cause));
  }

  /// What is told late, and to whom.
  record Withheld(long webhook, Activity activity, Device device, EffectiveStatus shown) {}

  /// Tells of something that happened to the host of `cause`.
  void tellOfHost(WriteTx tx, Activity activity, Cause cause) {
    Host host = cause.host();
    NewEvent fact =
        new NewEvent(
            host.organization(),
            activity.type(),
            new Subject("host " + host.id()),
            cause.trace(),
            cause.at(),
            LabEvent.of(host).payload());
    accept(tx, audience.of(tx, host, activity), fact);
  }

  /// Tells one webhook of its first activity as if it had happened to some device.
  void tellForTest(WriteTx tx, Webhook webhook, Instant at, TraceId trace) {
    LabEvent event = LabEvent.test();
    acceptFor(
        tx,
        Set.of(Long.toString(webhook.id())),
        new NewEvent(
            webhook.organization(),
            webhook.draft().activities().getFirst().type(),
            new Subject(event.udid()),
            trace,
            at,
            event.payload()));
  }

  private void accept(WriteTx tx, Set<String> webhooks, NewEvent fact) {
    intake.acceptIfWanted(store.in(tx), fact, numbers(webhooks));
  }

  private void acceptFor(WriteTx tx, Set<String> webhooks, NewEvent fact) {
    intake.acceptFor(LabCallbackFormat.NAME, store.in(tx), fact, numbers(webhooks));
  }

  private static Facets numbers(Set<String> webhooks) {
    return facet -> facet.equals(WEBHOOK) ? webhooks : Set.of();
  }

  private static NewEvent fact(Activity activity, LabEvent event, Device device, Cause cause) {
    return new NewEvent(
        device.organization(),
        activity.type(),
        new Subject(device.udid()),
        cause.trace(),
        cause.at(),
        event.payload());
  }
}
