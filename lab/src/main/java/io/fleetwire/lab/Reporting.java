package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.TraceId;
import io.fleetwire.lab.ReportAnswer.Ignored;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes what agents say. Thread-safe.
///
/// A batch is one transaction: devices, events, deliveries, and how far the agent's numbers have
/// come. So an agent that got no answer sends the same again, and what was taken is not applied
/// twice. Reports are applied in their order. Whatever an agent says is also a heartbeat of its
/// host.
final class Reporting {
  /// 26 phones is what the vendor recommends for a host.
  static final int DEVICES_PER_HOST_MAX = 1_000;

  /// Ten times the largest lab that anybody has told of.
  static final int DEVICES_MAX = 250_000;

  static final int HOSTS_MAX = 10_000;

  /// An agent that loses its memory each day is not forgotten for two weeks.
  private static final int STREAMS_KEPT = 16;

  private final Database database;
  private final StatusDesk desk;
  private final InstantSource clock;

  Reporting(Database database, StatusDesk desk, InstantSource clock) {
    this.database = database;
    this.desk = desk;
    this.clock = clock;
  }

  ReportAnswer take(OrganizationId organization, ReportBatch batch, TraceId trace) {
    Instant now = clock.instant();
    return database.write(
        tx -> {
          Optional<Host> host = host(tx, organization, batch.host(), now);
          return host.isPresent()
              ? new Taking(tx, host.get(), trace, now).take(batch)
              : new ReportAnswer.TooManyHosts(HOSTS_MAX);
        });
  }

  /// A host is alive. Empty when the organization has too many to know another one.
  Optional<Host> heartbeat(OrganizationId organization, String name, TraceId trace) {
    Instant now = clock.instant();
    return database.write(
        tx -> {
          Optional<Host> host = host(tx, organization, name, now);
          host.ifPresent(known -> new Taking(tx, known, trace, now).comeBack(Set.of()));
          return host;
        });
  }

  private static Optional<Host> host(
      WriteTx tx, OrganizationId organization, String name, Instant now) {
    Optional<Host> known = HostTable.find(tx, organization, name);
    if (known.isPresent() || HostTable.list(tx, organization).size() >= HOSTS_MAX) {
      return known;
    }
    return Optional.of(HostTable.add(tx, organization, new Host.Wish(name, Hosting.LOCAL), now));
  }

  /// One batch, or heartbeat, inside a transaction.
  private final class Taking {
    private final WriteTx tx;
    private final Host before;
    private final Host host;
    private final TraceId trace;
    private final Instant now;

    /// Devices of the host that are known, or -1 before anybody has counted.
    private long onHost = -1;

    private long inOrganization = -1;

    Taking(WriteTx tx, Host before, TraceId trace, Instant now) {
      this.tx = tx;
      this.before = before;
      this.host = before.up();
      this.trace = trace;
      this.now = now;
    }

    ReportAnswer take(ReportBatch batch) {
      long taken = HostTable.sequence(tx, host, batch.stream());
      Set<String> named = new HashSet<>();
      Set<String> settled = new HashSet<>();
      List<Ignored> ignored = new ArrayList<>();
      int applied = 0;
      for (Report report : batch.reports()) {
        named.add(report.udid());
        if (report.sequence() > taken) {
          Optional<String> fault = apply(report);
          fault.ifPresentOrElse(
              f -> ignored.add(new Ignored(report.sequence(), report.udid(), f)),
              () -> settled.add(report.udid()));
          applied += fault.isEmpty() ? 1 : 0;
        }
      }
      long last = Math.max(taken, lastSequence(batch));
      int repeated = batch.reports().size() - applied - ignored.size();
      boolean news = last > taken;
      if (news || batch.reports().isEmpty()) {
        named.addAll(batch.census().present());
        settled.addAll(unplugOthers(batch.census().platforms(), named));
      }
      comeBack(settled);
      if (news) {
        HostTable.advance(
            tx, host, new HostTable.Progress(batch.stream(), last, now), STREAMS_KEPT);
      }
      return new ReportAnswer.Taken(applied, repeated, last, ignored);
    }

    private static long lastSequence(ReportBatch batch) {
      return batch.reports().isEmpty() ? 0 : batch.reports().getLast().sequence();
    }

    /// Why it had no effect, or nothing when it had.
    private Optional<String> apply(Report report) {
      Optional<Device> known = DeviceTable.find(tx, host.organization(), report.udid());
      if (known.isPresent() && isOldNews(known.get(), report)) {
        return Optional.of("it hangs on another host by now");
      }
      if (known.isEmpty() || known.get().host() != host.id()) {
        Optional<String> full = full(known.isEmpty());
        if (full.isPresent()) {
          return full;
        }
        onHost++;
      }
      Device device = known.orElseGet(() -> add(report));
      Device changed =
          device
              .at(host.id())
              .with(report.seen().over(device.facts()))
              .with(report.columns().over(device.standing(), device.host() == host.id()));
      if (known.isEmpty()) {
        // First of all, so that whoever keeps a list has a place for what comes next.
        desk.tell(tx, Activity.ADDED, changed, cause(report.at()));
      }
      desk.settle(tx, device, changed, cause(report.at()));
      return Optional.empty();
    }

    /// Agents do not know of each other, and what one says late must not undo what another one has
    /// seen since: that a device was pulled out here says nothing of where it was plugged in. Nor
    /// does a session say where a device hangs.
    private boolean isOldNews(Device device, Report report) {
      boolean elsewhere = device.host() != host.id();
      boolean unplugged =
          report.columns().isUnplugged() && device.standing().state() != VendorState.UNPLUGGED;
      return elsewhere && (unplugged || (device.isHosted() && !report.columns().isOfCables()));
    }

    private Device add(Report report) {
      Device device =
          new Device(
              NumberTable.next(tx, NumberTable.Kind.DEVICE),
              host.organization(),
              report.udid(),
              host.id(),
              host.hosting(),
              DeviceFacts.of(report.udid(), report.seen().platform()),
              Standing.unknown(now));
      DeviceTable.add(tx, device, now);
      inOrganization++;
      return device;
    }

    /// Why the host cannot have one more device, be it new or from another host.
    private Optional<String> full(boolean isNew) {
      if (onHost < 0) {
        onHost = DeviceTable.countOfHost(tx, host.id());
        inOrganization = DeviceTable.count(tx, host.organization());
      }
      if (onHost >= DEVICES_PER_HOST_MAX) {
        return Optional.of("a host has at most " + DEVICES_PER_HOST_MAX + " devices");
      }
      return isNew && inOrganization >= DEVICES_MAX
          ? Optional.of("an organization has at most " + DEVICES_MAX + " devices")
          : Optional.empty();
    }

    private Set<String> unplugOthers(Set<Platform> complete, Set<String> named) {
      Set<String> unplugged = new HashSet<>();
      if (complete.isEmpty()) {
        return unplugged;
      }
      for (Device device : DeviceTable.ofHost(tx, host.id())) {
        if (complete.contains(device.facts().platform())
            && !named.contains(device.udid())
            && device.standing().state() != VendorState.UNPLUGGED) {
          Standing gone =
              device.standing().with(VendorStatus.OFFLINE, VendorState.UNPLUGGED, "not attached");
          desk.settle(tx, device, device.with(gone), cause(now));
          unplugged.add(device.udid());
        }
      }
      return unplugged;
    }

    /// The host is heard. If it was down, those of its devices that are not `settled` by now are
    /// what they were when it went.
    void comeBack(Set<String> settled) {
      HostTable.heard(tx, host, now);
      if (before.down()) {
        StatusDesk.Cause heard = new StatusDesk.Cause(now, trace, host, Source.of(host));
        DeviceTable.ofHost(tx, host.id()).stream()
            .filter(device -> !settled.contains(device.udid()))
            .forEach(device -> desk.settle(tx, device, device, heard));
        desk.tellOfHost(tx, Activity.HOST_ONLINE, cause(now));
      }
    }

    private StatusDesk.Cause cause(Instant at) {
      return new StatusDesk.Cause(at, trace, host, Source.agent(host));
    }
  }
}
