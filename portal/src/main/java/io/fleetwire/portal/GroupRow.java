package io.fleetwire.portal;

import io.fleetwire.lab.Group;

/// A team or bundle in a list. `platform` is empty for a team.
record GroupRow(
    long id, String name, String platform, String devices, String members, String createdBy) {

  static GroupRow of(Group group) {
    return new GroupRow(
        group.id(),
        group.name(),
        group.platform(),
        Amounts.count(group.devices().size()),
        Amounts.count(group.members().size()),
        group.createdBy());
  }
}
