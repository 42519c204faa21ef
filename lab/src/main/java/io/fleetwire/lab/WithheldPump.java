package io.fleetwire.lab;

import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Signal;
import io.fleetwire.engine.TraceId;
import io.fleetwire.lab.WithheldTable.Withheld;
import io.fleetwire.store.CommittedValue;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Shows patient webhooks how things are, when their patience has ended: an offline that lasted, a
/// device that has calmed down. What was withheld and what is told are one transaction.
final class WithheldPump implements Pump {
  private static final int BATCH_MAX = 100;

  private final Database database;
  private final StatusDesk desk;
  private final CommittedValue<WebhookBook> webhooks;
  private final InstantSource clock;
  private final Signal signal = new Signal();

  WithheldPump(
      Database database,
      StatusDesk desk,
      CommittedValue<WebhookBook> webhooks,
      InstantSource clock) {
    this.database = database;
    this.desk = desk;
    this.webhooks = webhooks;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "lab-withheld";
  }

  /// Patience is counted in seconds; whoever drives it looks once in a second.
  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public Instant step() {
    Instant now = clock.instant();
    List<Withheld> due = database.read(tx -> WithheldTable.due(tx, now, BATCH_MAX));
    if (due.isEmpty()) {
      return database.read(WithheldTable::nextDue).orElse(Instant.MAX);
    }
    database.write(
        tx -> {
          due.forEach(withheld -> show(tx, withheld, now));
          return due.size();
        });
    return now;
  }

  /// Looks again, because the device may have changed meanwhile.
  private void show(WriteTx tx, Withheld stale, Instant now) {
    Optional<Withheld> row = WithheldTable.find(tx, stale.webhook(), stale.device());
    if (row.isEmpty() || row.get().dueAt().isAfter(now)) {
      return;
    }
    WithheldTable.remove(tx, stale.webhook(), stale.device());
    WithheldTable.forgetCount(tx, stale.webhook(), stale.device());
    Optional<Webhook> webhook = tx.get(webhooks).find(stale.webhook());
    Optional<Device> device =
        webhook.flatMap(it -> DeviceTable.find(tx, it.organization(), stale.device()));
    if (device.isPresent() && device.get().hosting().isTold()) {
      show(tx, webhook.get(), device.get(), row.get());
    }
  }

  private void show(WriteTx tx, Webhook webhook, Device device, Withheld row) {
    Optional<Activity> activity =
        TransitionPolicy.decide(row.shown(), device.standing().effective())
            .filter(webhook.draft().activities()::contains);
    if (activity.isEmpty()) {
      return;
    }
    Instant since = device.standing().changedAt();
    TraceId trace = new TraceId("late-" + device.id() + "-" + since.toEpochMilli());
    desk.tellLate(
        tx,
        new StatusDesk.Withheld(webhook.id(), activity.get(), device, row.shown()),
        new StatusDesk.Cause(since, trace, HostTable.of(tx, device), Source.TIME));
  }
}
