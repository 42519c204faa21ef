package io.fleetwire.lab;

import io.fleetwire.lab.WithheldTable.Reason;
import io.fleetwire.lab.WithheldTable.Withheld;
import io.fleetwire.store.CommittedValue;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds out which webhooks are told of what. Thread-safe.
///
/// A webhook that asked for patience does not see a device as it is, but as it has been shown to
/// it: a row says what that is, where the two differ. When the device changes, the webhook is told
/// of the step from what it has been shown to what is now. So a spell that was withheld leaves no
/// trace: neither its beginning nor its end is told. The rows are durable and change in the
/// transaction of the device, so a restart forgets nothing.
final class Audience {
  private final CommittedValue<WebhookBook> webhooks;

  Audience(CommittedValue<WebhookBook> webhooks) {
    this.webhooks = webhooks;
  }

  /// A change of a device's effective status, at a time.
  record Change(Device device, EffectiveStatus previous, boolean hostDown, Instant at) {
    EffectiveStatus next() {
      return device.standing().effective();
    }
  }

  /// Who is told of which activity, by the numbers of the webhooks.
  Map<Activity, Set<String>> of(WriteTx tx, Change change) {
    Map<Activity, Set<String>> told = new EnumMap<>(Activity.class);
    Marks marks = new Marks(tx, change.device());
    for (Webhook webhook : tx.get(webhooks).of(change.device().organization())) {
      if (marks.isCovered(webhook.options().scope())) {
        shown(tx, webhook, change)
            .flatMap(shown -> TransitionPolicy.decide(shown, change.next()))
            .ifPresent(activity -> add(told, activity, webhook));
      }
    }
    return told;
  }

  /// Those of a device's own webhooks that want to be told of an activity that is no transition.
  Set<String> of(WriteTx tx, Device device, Activity activity) {
    Map<Activity, Set<String>> told = new EnumMap<>(Activity.class);
    Marks marks = new Marks(tx, device);
    for (Webhook webhook : tx.get(webhooks).of(device.organization())) {
      if (marks.isCovered(webhook.options().scope())) {
        add(told, activity, webhook);
      }
    }
    return told.getOrDefault(activity, Set.of());
  }

  /// The same for what happens to a host.
  Set<String> of(WriteTx tx, Host host, Activity activity) {
    Map<Activity, Set<String>> told = new EnumMap<>(Activity.class);
    for (Webhook webhook : tx.get(webhooks).of(host.organization())) {
      if (webhook.options().scope().covers(host)) {
        add(told, activity, webhook);
      }
    }
    return told.getOrDefault(activity, Set.of());
  }

  /// A device that was offline because its host was down is offline by itself now: webhooks that
  /// were spared it are due to learn of it, each after its own grace.
  void stayedOffline(WriteTx tx, Device device, Instant now) {
    for (Withheld withheld : WithheldTable.ofDevice(tx, device.id())) {
      Optional<Webhook> webhook = tx.get(webhooks).find(withheld.webhook());
      if (withheld.reason() == Reason.HOST && webhook.isPresent()) {
        Instant due = now.plus(webhook.get().options().offlineGrace());
        WithheldTable.put(
            tx, new Withheld(withheld.webhook(), device.id(), withheld.shown(), Reason.GRACE, due));
      }
    }
  }

  /// A webhook was changed: what it is not spared any more is due.
  static void hurry(WriteTx tx, Webhook webhook, Instant now) {
    WebhookOptions options = webhook.options();
    if (options.flapLimit() == 0) {
      WithheldTable.hurry(tx, webhook.id(), Reason.FLAPPING, now);
    }
    if (!options.quietHosts()) {
      WithheldTable.hurry(tx, webhook.id(), Reason.HOST, now.plus(options.offlineGrace()));
    }
    if (options.offlineGrace().isZero()) {
      WithheldTable.hurry(tx, webhook.id(), Reason.GRACE, now);
    }
  }

  /// What `webhook` has been shown before this change, if it is to be shown the change; what it is
  /// not shown is put aside.
  private static Optional<EffectiveStatus> shown(WriteTx tx, Webhook webhook, Change change) {
    WebhookOptions options = webhook.options();
    if (!options.isPatient()) {
      return Optional.of(change.previous());
    }
    long device = change.device().id();
    Optional<Withheld> before = WithheldTable.find(tx, webhook.id(), device);
    EffectiveStatus shown = before.map(Withheld::shown).orElse(change.previous());
    Optional<Putting> putting = putting(tx, webhook, change, before);
    if (putting.isPresent()) {
      Putting aside = putting.get();
      WithheldTable.put(
          tx, new Withheld(webhook.id(), device, shown, aside.reason(), aside.dueAt()));
      return Optional.empty();
    }
    if (before.isPresent()) {
      WithheldTable.remove(tx, webhook.id(), device);
    }
    return Optional.of(shown);
  }

  /// Why and until when a change is put aside.
  private record Putting(Reason reason, Instant dueAt) {}

  private static Optional<Putting> putting(
      WriteTx tx, Webhook webhook, Change change, Optional<Withheld> before) {
    WebhookOptions options = webhook.options();
    if (options.flapLimit() > 0) {
      WithheldTable.Window window = new WithheldTable.Window(change.at(), options.flapWindow());
      int changes = WithheldTable.count(tx, webhook.id(), change.device().id(), window);
      boolean flapping =
          changes > options.flapLimit()
              || before.filter(row -> row.reason() == Reason.FLAPPING).isPresent();
      if (flapping) {
        return Optional.of(new Putting(Reason.FLAPPING, change.at().plus(options.flapWindow())));
      }
    }
    if (change.next() != EffectiveStatus.OFFLINE) {
      return Optional.empty();
    }
    if (options.quietHosts() && change.hostDown()) {
      return Optional.of(new Putting(Reason.HOST, Instant.MAX));
    }
    return options.offlineGrace().isZero()
        ? Optional.empty()
        : Optional.of(new Putting(Reason.GRACE, change.at().plus(options.offlineGrace())));
  }

  private static void add(Map<Activity, Set<String>> told, Activity activity, Webhook webhook) {
    if (webhook.draft().activities().contains(activity)) {
      told.computeIfAbsent(activity, _ -> new TreeSet<>()).add(Long.toString(webhook.id()));
    }
  }

  /// A device's groups and tags, looked up when the first webhook asks.
  private static final class Marks {
    private final WriteTx tx;
    private final Device device;
    private Optional<Scope.Marks> found = Optional.empty();

    Marks(WriteTx tx, Device device) {
      this.tx = tx;
      this.device = device;
    }

    boolean isCovered(Scope scope) {
      if (!scope.needsMarks()) {
        return scope.covers(device, new Scope.Marks(Set.of(), Set.of()));
      }
      Scope.Marks marks = found.orElseGet(this::lookUp);
      found = Optional.of(marks);
      return scope.covers(device, marks);
    }

    private Scope.Marks lookUp() {
      return new Scope.Marks(
          Set.copyOf(GroupTable.ofDevice(tx, device.id())),
          Set.copyOf(TagTable.list(tx, device.id(), TagTable.ORGANIZATION)));
    }
  }
}
