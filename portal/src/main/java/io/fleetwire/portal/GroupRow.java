package io.fleetwire.portal;

import io.fleetwire.lab.Group;
import io.fleetwire.lab.Groups;

/// A team or bundle in a list. `platform` is empty for a team.
record GroupRow(
    String path,
    String name,
    boolean enabled,
    String platform,
    String devices,
    String members,
    String createdBy) {

  static GroupRow of(Groups.Listed listed) {
    Group group = listed.group();
    return new GroupRow(
        GroupView.place(group.kind()).path() + "/" + group.id(),
        group.name(),
        group.enabled(),
        group.platform(),
        Amounts.count(listed.devices()),
        Amounts.count(listed.members()),
        group.createdBy());
  }
}
