package io.fleetwire.knox;

import io.fleetwire.engine.Must;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import io.fleetwire.web.PageNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table `kdms_device`. What is done to many devices is done to a hundred of them by one
/// statement: an operation's time goes into the number of statements.
final class DeviceTable {
  private static final int WIDE = 100;
  private static final String HUNDRED = " (" + "?, ".repeat(WIDE - 1) + "?)";

  private static final String DEVICES =
      "SELECT id, identifier, organization, kai, created_at, changed_at FROM kdms_device ";

  private static final String INSERT =
      """
      INSERT INTO kdms_device (id, identifier, organization, kai, created_at, changed_at)
      VALUES (?, ?, ?, ?, ?, ?)\
      """;

  private static final String INSERT_HUNDRED = INSERT + ", (?, ?, ?, ?, ?, ?)".repeat(WIDE - 1);

  /// Two parameters, both the same: which target is asked for, or -1 for any.
  private static final String TARGETED = " AND (kai = ? OR ? < 0) ";

  private DeviceTable() {}

  /// The greatest number that a device has, or 0.
  static long highestId(ReadTx tx) {
    return tx.find("SELECT coalesce(max(id), 0) FROM kdms_device", row -> row.longAt(1)).orElse(0L);
  }

  /// Adds devices whose identifiers nobody has.
  static void addAll(WriteTx tx, List<Device> devices) {
    int from = 0;
    for (; devices.size() - from >= WIDE; from += WIDE) {
      tx.update(INSERT_HUNDRED, values(devices.subList(from, from + WIDE)));
    }
    for (; from < devices.size(); from++) {
      tx.update(INSERT, values(devices.subList(from, from + 1)));
    }
  }

  static Optional<Device> find(ReadTx tx, String identifier) {
    return tx.find(DEVICES + "WHERE identifier = ?", DeviceTable::device, identifier);
  }

  static Optional<Device> find(ReadTx tx, DeviceId id) {
    return tx.find(DEVICES + "WHERE id = ?", DeviceTable::device, id.value());
  }

  /// Those of `identifiers` that somebody has.
  static Map<String, Device> findAll(ReadTx tx, List<String> identifiers) {
    Map<String, Device> found = new HashMap<>();
    for (@Nullable Object[] hundred : hundreds(identifiers)) {
      tx.list(DEVICES + "WHERE identifier IN" + HUNDRED, DeviceTable::device, hundred)
          .forEach(device -> found.put(device.identifier().text(), device));
    }
    return found;
  }

  /// Hands devices on to Knox Asset Intelligence, or takes them away from there.
  static void setKai(WriteTx tx, List<Device> devices, boolean kai, Instant now) {
    int changed = 0;
    for (@Nullable Object[] hundred : hundreds(ids(devices))) {
      @Nullable Object[] parameters = new @Nullable Object[WIDE + 2];
      parameters[0] = kai;
      parameters[1] = now;
      System.arraycopy(hundred, 0, parameters, 2, WIDE);
      changed +=
          tx.update(
              "UPDATE kdms_device SET kai = ?, changed_at = ? WHERE id IN" + HUNDRED, parameters);
    }
    Must.hold(changed == devices.size(), "each device was there, and named once");
  }

  static void removeAll(WriteTx tx, List<Device> devices) {
    int removed = 0;
    for (@Nullable Object[] hundred : hundreds(ids(devices))) {
      removed += tx.update("DELETE FROM kdms_device WHERE id IN" + HUNDRED, hundred);
    }
    Must.hold(removed == devices.size(), "each device was there, and named once");
  }

  static long count(ReadTx tx, OrganizationId organization, boolean onlyKai) {
    return tx.find(
            "SELECT count(*) FROM kdms_device WHERE organization = ?" + TARGETED,
            row -> row.longAt(1),
            organization.value(),
            target(onlyKai),
            target(onlyKai))
        .orElse(0L);
  }

  /// A page, in the order of upload.
  static List<Device> list(
      ReadTx tx, OrganizationId organization, boolean onlyKai, PageNumber page) {
    return tx.list(
        DEVICES + "WHERE organization = ?" + TARGETED + "ORDER BY id LIMIT ? OFFSET ?",
        DeviceTable::device,
        organization.value(),
        target(onlyKai),
        target(onlyKai),
        page.size(),
        page.offset());
  }

  /// The identifiers of an organization's devices that begin so.
  static List<String> identifiers(
      ReadTx tx, OrganizationId organization, String beginning, int limit) {
    return tx.list(
        """
        SELECT identifier FROM kdms_device
        WHERE identifier >= ? AND identifier < ? AND organization = ? LIMIT ?
        """,
        row -> row.text(1),
        beginning,
        beginning + Character.toString(Character.MAX_CODE_POINT),
        organization.value(),
        limit);
  }

  private static int target(boolean onlyKai) {
    return onlyKai ? 1 : -1;
  }

  private static List<Long> ids(List<Device> devices) {
    return devices.stream().map(device -> device.id().value()).toList();
  }

  /// `values` by the hundred; the last hundred repeats its last value, which changes no set.
  private static List<@Nullable Object[]> hundreds(List<?> values) {
    List<@Nullable Object[]> hundreds = new ArrayList<>();
    for (int from = 0; from < values.size(); from += WIDE) {
      @Nullable Object[] hundred = new @Nullable Object[WIDE];
      for (int i = 0; i < WIDE; i++) {
        hundred[i] = values.get(Math.min(from + i, values.size() - 1));
      }
      hundreds.add(hundred);
    }
    return hundreds;
  }

  private static @Nullable Object[] values(List<Device> devices) {
    List<@Nullable Object> values = new ArrayList<>(6 * devices.size());
    for (Device device : devices) {
      values.add(device.id().value());
      values.add(device.identifier().text());
      values.add(device.organization().value());
      values.add(device.isInKai());
      values.add(device.createdAt());
      values.add(device.changedAt());
    }
    return values.toArray();
  }

  private static Device device(Row row) {
    return new Device(
        new DeviceId(row.longAt(1)),
        DeviceIdentifier.of(row.text(2)),
        new OrganizationId(row.longAt(3)),
        row.booleanAt(4),
        row.instant(5),
        row.instant(6));
  }
}
