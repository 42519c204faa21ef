package io.fleetwire.lab;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Permission;
import io.fleetwire.access.Principal;
import io.fleetwire.access.UserId;
import io.fleetwire.access.Users;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.Database;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The teams and bundles of all organizations. Thread-safe.
public final class Groups {
  private final Database database;
  private final AuditLog audit;
  private final InstantSource clock;

  Groups(Database database, AuditLog audit, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /// A team or bundle, without its devices and members, and how many of them it has.
  public record Listed(Group group, int devices, int members) {}

  public List<Listed> list(OrganizationId organization, Group.Kind kind) {
    return database.read(tx -> GroupTable.list(tx, organization, kind));
  }

  /// The groups alone, without counting what is in them.
  public List<Group> names(OrganizationId organization, Group.Kind kind) {
    return database.read(tx -> GroupTable.names(tx, organization, kind));
  }

  public Optional<Group> find(OrganizationId organization, Group.Kind kind, long id) {
    return database.read(tx -> GroupTable.find(tx, organization, kind, id));
  }

  /// `wish` has the number 0.
  public GroupAnswer create(Principal caller, Group wish) {
    return database.write(tx -> create(tx, caller, wish));
  }

  /// Makes another group of this name with everything that the group has.
  public GroupAnswer copy(Principal caller, Group.Kind kind, long id, String name) {
    return database.write(
        tx ->
            GroupTable.find(tx, caller.organization(), kind, id)
                .map(known -> create(tx, caller, changed(known.numbered(0, ""), named(name))))
                .orElseGet(GroupAnswer.Unknown::new));
  }

  private static GroupChange named(String name) {
    return new GroupChange(
        Optional.of(name), Optional.empty(), Optional.empty(), List.of(), List.of());
  }

  /// Changes the group with the number of `wish`.
  GroupAnswer replace(Principal caller, Group wish) {
    return database.write(tx -> replace(tx, caller, wish));
  }

  /// Changes what is named, and leaves the rest, whoever else is changing it.
  public GroupAnswer change(Principal caller, Group.Kind kind, long id, GroupChange change) {
    return database.write(
        tx ->
            GroupTable.find(tx, caller.organization(), kind, id)
                .map(known -> replace(tx, caller, changed(known, change)))
                .orElseGet(GroupAnswer.Unknown::new));
  }

  private static Group changed(Group known, GroupChange change) {
    Set<Long> devices = new LinkedHashSet<>(known.devices());
    devices.addAll(change.added());
    change.removed().forEach(devices::remove);
    return new Group(
        known.id(),
        known.organization(),
        known.kind(),
        change.name().orElse(known.name()),
        known.platform(),
        known.createdBy(),
        change.enabled().orElse(known.enabled()),
        List.copyOf(devices),
        change.members().orElse(known.members()));
  }

  public GroupAnswer remove(Principal caller, Group.Kind kind, long id) {
    return database.write(
        tx -> {
          Optional<Group> known = GroupTable.find(tx, caller.organization(), kind, id);
          if (known.isEmpty()) {
            return new GroupAnswer.Unknown();
          }
          if (!mayChange(caller, known.get())) {
            return new GroupAnswer.NotTheirs();
          }
          GroupTable.remove(tx, known.get());
          note(tx, caller, "delete", known.get());
          return new GroupAnswer.Saved(known.get());
        });
  }

  private GroupAnswer create(WriteTx tx, Principal caller, Group wish) {
    Optional<GroupAnswer> fault = fault(tx, wish);
    if (fault.isPresent()) {
      return fault.get();
    }
    if (GroupTable.names(tx, wish.organization(), wish.kind()).size()
        >= Group.PER_ORGANIZATION_MAX) {
      return new GroupAnswer.TooMany(Group.PER_ORGANIZATION_MAX);
    }
    Group group = wish.numbered(NumberTable.next(tx, NumberTable.Kind.GROUP), caller.client());
    GroupTable.add(tx, group, clock.instant());
    note(tx, caller, "create", group);
    return new GroupAnswer.Saved(group);
  }

  private GroupAnswer replace(WriteTx tx, Principal caller, Group wish) {
    Optional<Group> known = GroupTable.find(tx, wish.organization(), wish.kind(), wish.id());
    if (known.isEmpty()) {
      return new GroupAnswer.Unknown();
    }
    if (!mayChange(caller, known.get())) {
      return new GroupAnswer.NotTheirs();
    }
    Optional<GroupAnswer> fault = fault(tx, wish);
    if (fault.isPresent()) {
      return fault.get();
    }
    Group group = wish.numbered(wish.id(), known.get().createdBy());
    GroupTable.replace(tx, group);
    note(tx, caller, "update", group);
    return new GroupAnswer.Saved(group);
  }

  private static Optional<GroupAnswer> fault(ReadTx tx, Group wish) {
    if (wish.devices().size() > Group.DEVICES_MAX) {
      return refused("deviceIds", "at most " + Group.DEVICES_MAX + " devices");
    }
    for (long id : wish.devices()) {
      Optional<Device> device = DeviceTable.find(tx, wish.organization(), id);
      if (device.isEmpty()) {
        return refused("deviceIds", "there is no device " + id + " in your organization");
      }
      String platform = device.get().facts().platform().label();
      if (wish.kind() == Group.Kind.BUNDLE && !platform.equals(wish.platform())) {
        return refused(
            "deviceIds",
            "device "
                + id
                + ", "
                + device.get().udid()
                + ", runs "
                + platform
                + "; a bundle for "
                + wish.platform()
                + " has devices of that operating system only");
      }
    }
    Optional<GroupAnswer> stranger = faultOfMembers(tx, wish);
    if (stranger.isPresent()) {
      return stranger;
    }
    return GroupTable.isTaken(tx, wish)
        ? Optional.of(new GroupAnswer.NameTaken(wish.name()))
        : Optional.empty();
  }

  private static Optional<GroupAnswer> faultOfMembers(ReadTx tx, Group wish) {
    for (long member : wish.members()) {
      boolean ours =
          member > 0
              && Users.find(tx, new UserId(member))
                  .filter(user -> user.organization().equals(wish.organization()))
                  .isPresent();
      if (!ours) {
        return refused("memberIds", "there is no user " + member + " in your organization");
      }
    }
    return Optional.empty();
  }

  private static Optional<GroupAnswer> refused(String field, String message) {
    return Optional.of(new GroupAnswer.Refused(field, message));
  }

  /// Who may change and delete it: whoever manages the lab, and who made it when it is a bundle.
  public static boolean mayChange(Principal caller, Group group) {
    boolean own = group.kind() == Group.Kind.BUNDLE && group.createdBy().equals(caller.client());
    return own || caller.may(Permission.LAB_MANAGE);
  }

  private void note(WriteTx tx, Principal caller, String verb, Group group) {
    String kind = group.kind().code();
    audit.append(
        tx,
        caller,
        new AuditLog.Change(
            kind + "." + verb,
            kind + " " + group.id(),
            "\"" + group.name() + "\", " + group.devices().size() + " devices"));
  }
}
