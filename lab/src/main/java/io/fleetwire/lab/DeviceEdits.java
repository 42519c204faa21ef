package io.fleetwire.lab;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Principal;
import io.fleetwire.engine.TraceId;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// What people change about devices. Thread-safe.
///
/// To hide a device changes what is shown and nothing else. A device that becomes public is told of
/// no more, without farewell; one that is removed, too, but for those who ask for that. To force
/// one offline changes its status, as the vendor does it to hosts with old software.
public final class DeviceEdits {
  private final Database database;
  private final StatusDesk desk;
  private final AuditLog audit;
  private final InstantSource clock;

  DeviceEdits(Database database, StatusDesk desk, AuditLog audit, InstantSource clock) {
    this.database = database;
    this.desk = desk;
    this.audit = audit;
    this.clock = clock;
  }

  /// What a manager may change.
  public record Managed(
      Hosting hosting, boolean hidden, boolean appiumDisabled, boolean forcedOffline) {}

  boolean exists(Principal caller, long id) {
    return database.read(tx -> DeviceTable.find(tx, caller.organization(), id)).isPresent();
  }

  /// Empty when there is no such device.
  public Optional<Device> manage(Principal caller, long id, Managed wish, TraceId trace) {
    return change(
        caller,
        id,
        (tx, device) -> {
          DeviceFacts facts = device.facts();
          Device changed =
              device
                  .hosted(wish.hosting())
                  .with(facts.shown(wish.hidden(), wish.appiumDisabled()))
                  .with(device.standing().withForcedOffline(wish.forcedOffline()));
          Host host = HostTable.of(tx, device);
          audit.append(tx, caller, of("device.update", device, wish.toString()));
          return device.standing().effective() == EffectiveStatus.NONE
              ? saved(tx, changed)
              : desk.settle(
                  tx,
                  device,
                  changed,
                  new StatusDesk.Cause(clock.instant(), trace, host, Source.of(caller)));
        });
  }

  /// An empty name takes the custom one away.
  public Optional<Device> rename(Principal caller, long id, String customName) {
    return change(
        caller,
        id,
        (tx, device) -> {
          audit.append(tx, caller, of("device.rename", device, "\"" + customName + "\""));
          return saved(tx, device.with(device.facts().called(customName)));
        });
  }

  /// Says which tags the organization has on it.
  public Optional<Device> tagForAll(Principal caller, long id, List<String> tags) {
    return tag(caller, id, TagTable.ORGANIZATION, tags);
  }

  /// Says which tags the caller has on it, for themselves alone.
  public Optional<Device> tagForOneself(Principal caller, long id, List<String> tags) {
    return tag(caller, id, caller.person().number(), tags);
  }

  private Optional<Device> tag(Principal caller, long id, long person, List<String> tags) {
    return change(
        caller,
        id,
        (tx, device) -> {
          if (!tags.isEmpty() && !device.hosting().isTold()) {
            throw new ProblemException(
                Problem.Invalid.of("/tags", "only private and local devices have tags"));
          }
          TagTable.replace(tx, device, person, tags);
          if (person == TagTable.ORGANIZATION) {
            audit.append(tx, caller, of("device.tag", device, String.join(" ", tags)));
          }
          return device;
        });
  }

  public Optional<Device> favor(Principal caller, long id, boolean favorite) {
    return change(
        caller,
        id,
        (tx, device) -> {
          TagTable.setFavorite(tx, device.id(), caller.person().number(), favorite);
          return device;
        });
  }

  public Optional<Device> remove(Principal caller, long id, TraceId trace) {
    return change(
        caller,
        id,
        (tx, device) -> {
          StatusDesk.Cause cause =
              new StatusDesk.Cause(
                  clock.instant(), trace, HostTable.of(tx, device), Source.of(caller));
          desk.tell(tx, Activity.REMOVED, device, cause);
          DeviceTable.remove(tx, device);
          audit.append(tx, caller, of("device.delete", device, ""));
          return device;
        });
  }

  private Optional<Device> change(
      Principal caller, long id, BiFunction<WriteTx, Device, Device> change) {
    return database.write(
        tx ->
            DeviceTable.find(tx, caller.organization(), id)
                .map(device -> change.apply(tx, device)));
  }

  private static Device saved(WriteTx tx, Device device) {
    DeviceTable.replace(tx, device);
    return device;
  }

  private static AuditLog.Change of(String action, Device device, String detail) {
    return new AuditLog.Change(action, "device " + device.id(), detail);
  }
}
