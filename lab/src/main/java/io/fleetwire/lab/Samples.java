package io.fleetwire.lab;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Principal;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Signal;
import io.fleetwire.engine.TraceId;
import io.fleetwire.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Devices that do not exist, for whoever wants to see a webhook fire: three of them on a host of
/// their own, which go through a story. Everything that begins with {@link #UDID} is one of them,
/// and is removed by one call. Thread-safe.
public final class Samples {
  /// The beginning of every simulated device's UDID.
  public static final String UDID = "SAMPLE-";

  /// Long enough to look around before they fall silent; an hour of heartbeats costs nothing.
  private static final Duration HEARD = Duration.ofHours(1);

  private final Database database;
  private final DeviceEdits edits;
  private final Hosts hosts;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Signal signal = new Signal();

  Samples(Database database, DeviceEdits edits, Hosts hosts, AuditLog audit, InstantSource clock) {
    this.database = database;
    this.edits = edits;
    this.hosts = hosts;
    this.audit = audit;
    this.clock = clock;
  }

  /// Raised when a story begins.
  Signal signal() {
    return signal;
  }

  /// Begins the story, with devices that are made where they are missing. False while it is still
  /// being told.
  public boolean start(Principal by) {
    Instant now = clock.instant();
    return database.write(
        tx -> {
          boolean running =
              SampleTable.find(tx, by.organization())
                  .filter(progress -> progress.step() < SampleStory.length())
                  .isPresent();
          if (running) {
            return false;
          }
          SampleTable.put(
              tx,
              new SampleTable.Progress(
                  by.organization(), "sample-" + now.toEpochMilli(), 0, now, now.plus(HEARD)));
          audit.append(tx, by, new AuditLog.Change("device.simulate", SampleStory.HOST, ""));
          tx.afterCommit(signal::raise);
          return true;
        });
  }

  /// Whether an organization has any.
  boolean areThere(OrganizationId organization) {
    return !ids(organization).isEmpty();
  }

  /// Ends the story, and takes the devices and their host away; how many devices those were.
  public int remove(Principal by, TraceId trace) {
    database.write(
        tx -> {
          SampleTable.remove(tx, by.organization());
          return by;
        });
    List<Long> ids = ids(by.organization());
    ids.forEach(id -> edits.remove(by, id, trace));
    database
        .read(tx -> HostTable.find(tx, by.organization(), SampleStory.HOST))
        .ifPresent(host -> hosts.remove(by, host.id()));
    return ids.size();
  }

  private List<Long> ids(OrganizationId organization) {
    return database.read(
        tx ->
            SampleStory.udids().stream()
                .map(udid -> DeviceTable.find(tx, organization, udid))
                .flatMap(Optional::stream)
                .map(Device::id)
                .toList());
  }
}
