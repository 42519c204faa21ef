package io.fleetwire.knox;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.Database;
import io.fleetwire.store.ReadTx;
import io.fleetwire.web.PageNumber;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lists the devices of an organization. Thread-safe.
final class Devices {
  private final Database database;

  Devices(Database database) {
    this.database = database;
  }

  /// What is asked for: all devices when `names` is empty, else those that it names, by identifier
  /// or by id.
  record Query(OrganizationId organization, List<String> names, boolean onlyKai, PageNumber page) {
    public Query {
      names = List.copyOf(names);
    }
  }

  /// A page, and how many devices there are in all.
  record Page(long totalCount, List<Device> devices) {
    public Page {
      devices = List.copyOf(devices);
    }
  }

  Page list(Query query) {
    return database.read(tx -> query.names().isEmpty() ? all(tx, query) : named(tx, query));
  }

  private static Page all(ReadTx tx, Query query) {
    return new Page(
        DeviceTable.count(tx, query.organization(), query.onlyKai()),
        DeviceTable.list(tx, query.organization(), query.onlyKai(), query.page()));
  }

  /// A look-up for each name: there are at most as many as in an upload.
  private static Page named(ReadTx tx, Query query) {
    Map<DeviceId, Device> found = new LinkedHashMap<>();
    for (String name : query.names()) {
      find(tx, name)
          .filter(device -> device.organization().equals(query.organization()))
          .filter(device -> device.isInKai() || !query.onlyKai())
          .ifPresent(device -> found.putIfAbsent(device.id(), device));
    }
    List<Device> page =
        found.values().stream().skip(query.page().offset()).limit(query.page().size()).toList();
    return new Page(found.size(), page);
  }

  private static Optional<Device> find(ReadTx tx, String name) {
    Optional<DeviceId> id = DeviceId.parse(name);
    return id.isPresent()
        ? DeviceTable.find(tx, id.get())
        : DeviceTable.find(tx, DeviceIdentifier.of(name).text());
  }
}
