package io.fleetwire.lab;

import io.fleetwire.access.Principal;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Looks at devices, each as its caller sees it. Thread-safe.
public final class Devices {
  private final Database database;
  private final InstantSource clock;

  Devices(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// A page of the devices that were asked for, and how many there are on all pages.
  public record Page(List<DeviceView> devices, long total) {
    public Page {
      devices = List.copyOf(devices);
    }
  }

  /// In the order in which they were first seen.
  public Page list(Principal caller, DeviceQuery query, Paging paging) {
    OrganizationId organization = caller.organization();
    DeviceSearchTable.Seeker seeker = seeker(caller);
    DeviceSearchTable.Window window = new DeviceSearchTable.Window(paging.offset(), paging.size());
    return database.read(
        tx ->
            new Page(
                DeviceSearchTable.list(tx, seeker, query, window).stream()
                    .flatMap(id -> DeviceTable.find(tx, organization, id).stream())
                    .map(device -> DeviceView.of(tx, device, caller, seeker.now()))
                    .toList(),
                DeviceSearchTable.count(tx, seeker, query)));
  }

  /// At most `limit` of those that were asked for, after the device with the number `after`: a page
  /// that costs the same wherever it is, because nobody counts.
  public List<DeviceView> listAfter(Principal caller, DeviceQuery query, long after, int limit) {
    DeviceSearchTable.Seeker seeker = seeker(caller);
    return database.read(
        tx ->
            DeviceSearchTable.listAfter(tx, seeker, query, new DeviceSearchTable.Part(after, limit))
                .stream()
                .flatMap(id -> DeviceTable.find(tx, caller.organization(), id).stream())
                .map(device -> DeviceView.of(tx, device, caller, seeker.now()))
                .toList());
  }

  /// One of the caller's organization.
  public Optional<DeviceView> find(Principal caller, long id) {
    return database.read(
        tx ->
            DeviceTable.find(tx, caller.organization(), id)
                .map(device -> DeviceView.of(tx, device, caller, clock.instant())));
  }

  private DeviceSearchTable.Seeker seeker(Principal caller) {
    return new DeviceSearchTable.Seeker(
        caller.organization(), caller.person().number(), clock.instant());
  }
}
