package io.fleetwire.lab;

import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Signal;
import io.fleetwire.engine.TraceId;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Notices hosts that have fallen silent: a host that was heard and is not heard for a while is
/// down, and then all of its devices are offline that were not unplugged.
///
/// One host is one transaction. After a start, silence counts from the start, because nobody could
/// be heard before.
final class HostPump implements Pump {
  private static final int ROUND_MAX = 20;

  private final Database database;
  private final StatusDesk desk;
  private final Duration patience;
  private final InstantSource clock;
  private final Instant startedAt;
  private final Signal signal = new Signal();

  HostPump(Database database, StatusDesk desk, Duration patience, InstantSource clock) {
    this.database = database;
    this.desk = desk;
    this.patience = patience;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  @Override
  public String name() {
    return "lab-host";
  }

  /// Nobody has to hurry it: silence makes no noise.
  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public Instant step() {
    Instant now = clock.instant();
    Instant moment = now.minus(patience);
    if (moment.isBefore(startedAt)) {
      return startedAt.plus(patience);
    }
    List<Host> silent = database.read(tx -> HostTable.silent(tx, moment, ROUND_MAX));
    for (Host host : silent) {
      database.write(tx -> goDown(tx, host, moment, now));
    }
    return silent.size() == ROUND_MAX
        ? now
        : database
            .read(HostTable::oldestHeard)
            .map(heard -> heard.plus(patience).plusMillis(1))
            .orElse(Instant.MAX);
  }

  private boolean goDown(WriteTx tx, Host host, Instant moment, Instant now) {
    if (!HostTable.down(tx, host, moment, now)) {
      return false;
    }
    StatusDesk.Cause cause =
        new StatusDesk.Cause(
            now,
            new TraceId("host-" + host.id() + "-" + now.toEpochMilli()),
            host.fallen(),
            Source.of(host));
    desk.tellOfHost(tx, Activity.HOST_OFFLINE, cause);
    DeviceTable.ofHost(tx, host.id()).forEach(device -> desk.settle(tx, device, device, cause));
    return true;
  }
}
