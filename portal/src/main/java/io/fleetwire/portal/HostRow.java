package io.fleetwire.portal;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.lab.Host;
import io.fleetwire.lab.Hosts;
import io.fleetwire.lab.LabDesks;
import java.util.LinkedHashMap;
import java.util.Map;

/// A host in the list. `devices` reads as the vendor has it: `26 (14 offline)`.
record HostRow(long id, String name, String hosting, String state, String tone, String devices) {

  static HostRow of(Hosts.Listed listed) {
    Host host = listed.host();
    return new HostRow(
        host.id(),
        host.name(),
        host.hosting().code(),
        host.down() ? "Down" : host.heard() ? "Up" : "Never heard",
        host.down() ? "bad" : host.heard() ? "good" : "off",
        Amounts.count(listed.devices())
            + (listed.offline() == 0 ? "" : " (" + Amounts.count(listed.offline()) + " offline)"));
  }

  /// The names of an organization's hosts by their numbers.
  static Map<Long, String> names(LabDesks lab, OrganizationId organization) {
    Map<Long, String> names = new LinkedHashMap<>();
    lab.hosts().names(organization).forEach(host -> names.put(host.id(), host.name()));
    return names;
  }

  String formPath() {
    return Place.HOSTS.path() + "/" + id;
  }

  /// What hangs on it.
  String path() {
    return Place.DEVICES.path() + "?host=" + id;
  }
}
