package io.fleetwire.knox;

import io.fleetwire.engine.Ids;
import io.fleetwire.knox.DeviceIdentifier.Verdict;
import io.fleetwire.knox.KnoxSettings.ImeiCheck;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides on the identifiers of a chunk, and changes the inventory accordingly. Runs inside the
/// transaction of the chunk; thread-safe.
///
/// What another organization has is refused by a code that says so on upload, because the vendor
/// does, and is simply not there on deletion.
final class DeviceDesk {
  private final ImeiCheck imeiCheck;
  private final Ids ids;

  DeviceDesk(ImeiCheck imeiCheck, Ids ids) {
    this.imeiCheck = imeiCheck;
    this.ids = ids;
  }

  /// What is done to the inventory when every identifier has been looked at.
  private record Changes(List<Device> added, List<Device> attached, List<Device> taken) {
    static Changes none() {
      return new Changes(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  /// The results of `identifiers`, which differ from each other, in their order.
  List<DeviceEntry> process(
      WriteTx tx, BulkOperation operation, List<String> identifiers, Instant now) {
    Map<String, Device> known = DeviceTable.findAll(tx, identifiers);
    Changes changes = Changes.none();
    List<DeviceEntry> results = new ArrayList<>(identifiers.size());
    for (String text : identifiers) {
      Optional<Device> device = Optional.ofNullable(known.get(text));
      DeviceIdentifier identifier = DeviceIdentifier.of(text);
      results.add(
          switch (operation.kind()) {
            case UPLOAD ->
                device
                    .map(found -> uploadAgain(operation, found, changes))
                    .orElseGet(() -> upload(operation, identifier, now, changes));
            case DELETE ->
                device
                    .filter(found -> found.organization().equals(operation.organization()))
                    .map(found -> delete(operation, found, changes))
                    .orElseGet(() -> deleteNothing(identifier));
          });
    }
    DeviceTable.addAll(tx, changes.added());
    DeviceTable.setKai(tx, changes.attached(), true, now);
    if (operation.isForKai()) {
      DeviceTable.setKai(tx, changes.taken(), false, now);
    } else {
      DeviceTable.removeAll(tx, changes.taken());
    }
    return results;
  }

  private DeviceEntry upload(
      BulkOperation operation, DeviceIdentifier identifier, Instant now, Changes changes) {
    if (identifier.verdict(imeiCheck) == Verdict.BAD) {
      return DeviceEntry.failed(identifier.text(), DeviceResult.NO_IDENTIFIER_TO_UPLOAD);
    }
    Device device =
        new Device(
            new DeviceId(ids.next()),
            identifier,
            operation.organization(),
            operation.isForKai(),
            now,
            now);
    changes.added().add(device);
    return DeviceEntry.succeeded(device);
  }

  /// Uploading what is here adds a target that it does not have yet; with nothing to add it fails,
  /// as it does in the vendor's reseller service.
  private static DeviceEntry uploadAgain(BulkOperation operation, Device known, Changes changes) {
    String text = known.identifier().text();
    if (!known.organization().equals(operation.organization())) {
      return DeviceEntry.failed(text, DeviceResult.elsewhere(known.identifier().kind()));
    }
    if (known.isInKai() || !operation.isForKai()) {
      return DeviceEntry.failed(text, DeviceResult.ALREADY_HERE);
    }
    changes.attached().add(known);
    return DeviceEntry.succeeded(known);
  }

  private static DeviceEntry delete(BulkOperation operation, Device known, Changes changes) {
    if (operation.isForKai() && !known.isInKai()) {
      return DeviceEntry.failed(known.identifier().text(), DeviceResult.NOT_IN_TARGET);
    }
    changes.taken().add(known);
    return DeviceEntry.succeeded(known);
  }

  private DeviceEntry deleteNothing(DeviceIdentifier identifier) {
    boolean bad = identifier.verdict(imeiCheck) == Verdict.BAD;
    return DeviceEntry.failed(
        identifier.text(), bad ? DeviceResult.NO_IDENTIFIER_TO_FIND : DeviceResult.NOT_HERE);
  }
}
