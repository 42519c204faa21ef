package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The tables `lab_device` and `lab_device_count`.
final class DeviceTable {
  private static final String SELECT =
      """
      SELECT id, organization, udid, host, hosting, name, custom_name, model, manufacturer,
        platform, platform_version, width, height, hidden, appium_disabled,
        status, state, message, forced_offline, effective, changed_at
      FROM lab_device
      """;

  private DeviceTable() {}

  static Optional<Device> find(ReadTx tx, OrganizationId organization, String udid) {
    return tx.find(
        SELECT + "WHERE organization = ? AND udid = ?",
        DeviceTable::device,
        organization.value(),
        udid);
  }

  static Optional<Device> find(ReadTx tx, OrganizationId organization, long id) {
    return tx.find(
        SELECT + "WHERE id = ? AND organization = ?",
        DeviceTable::device,
        id,
        organization.value());
  }

  /// The devices of a host, in the order in which they were first seen.
  static List<Device> ofHost(ReadTx tx, long host) {
    return tx.list(SELECT + "WHERE host = ? ORDER BY id", DeviceTable::device, host);
  }

  /// One that all organizations share.
  static Optional<Device> findPublic(ReadTx tx, long id) {
    return tx.find(SELECT + "WHERE id = ? AND hosting = 'public'", DeviceTable::device, id);
  }

  /// How many devices an organization has; one look, however many they are.
  static long count(ReadTx tx, OrganizationId organization) {
    return tx.find(
            "SELECT devices FROM lab_device_count WHERE organization = ?",
            row -> row.longAt(1),
            organization.value())
        .orElse(0L);
  }

  /// How many devices hang on a host.
  static long countOfHost(ReadTx tx, long host) {
    return tx.find("SELECT count(*) FROM lab_device WHERE host = ?", row -> row.longAt(1), host)
        .orElseThrow();
  }

  static void add(WriteTx tx, Device device, Instant now) {
    tx.update(
        """
        INSERT INTO lab_device (host, hosting, name, custom_name, model, manufacturer, platform,
          platform_version, width, height, hidden, appium_disabled, status, state, message,
          forced_offline, effective, changed_at, id, organization, udid, words, created_at)
        VALUES (nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        changing(
            device, device.id(), device.organization().value(), device.udid(), words(device), now));
    tx.update(
        """
        INSERT INTO lab_device_count (organization, devices) VALUES (?, 1)
        ON CONFLICT (organization) DO UPDATE SET devices = lab_device_count.devices + 1
        """,
        device.organization().value());
  }

  /// Everything but its number, organization and UDID, which stay.
  static void replace(WriteTx tx, Device device) {
    tx.update(
        """
        UPDATE lab_device SET host = nullif(?, 0), hosting = ?, name = ?, custom_name = ?,
          model = ?, manufacturer = ?, platform = ?, platform_version = ?, width = ?, height = ?,
          hidden = ?, appium_disabled = ?, status = ?, state = ?, message = ?,
          forced_offline = ?, effective = ?, changed_at = ?
        WHERE id = ?
        """,
        changing(device, device.id()));
    // Apart, because to set it is to write its index, and it seldom changes.
    String words = words(device);
    tx.update(
        "UPDATE lab_device SET words = ? WHERE id = ? AND words <> ?", words, device.id(), words);
  }

  /// What people look for.
  private static String words(Device device) {
    DeviceFacts facts = device.facts();
    return (facts.name() + " " + facts.customName() + " " + device.udid()).toLowerCase(Locale.ROOT);
  }

  /// What may change of a device, in the order of the statements above, and then `others`.
  private static Object[] changing(Device device, Object... others) {
    DeviceFacts facts = device.facts();
    Standing standing = device.standing();
    Stream<Object> columns =
        Stream.of(
            device.host(),
            device.hosting().code(),
            facts.name(),
            facts.customName(),
            facts.model(),
            facts.manufacturer(),
            facts.platform().code(),
            facts.platformVersion(),
            facts.width(),
            facts.height(),
            facts.hidden(),
            facts.appiumDisabled(),
            standing.status().code(),
            standing.state().code(),
            standing.message(),
            standing.forcedOffline(),
            standing.effective().code(),
            standing.changedAt());
    return Stream.concat(columns, Stream.of(others)).toArray();
  }

  static void remove(WriteTx tx, Device device) {
    tx.update("DELETE FROM lab_device WHERE id = ?", device.id());
    tx.update(
        "UPDATE lab_device_count SET devices = devices - 1 WHERE organization = ?",
        device.organization().value());
  }

  private static Device device(Row row) {
    return new Device(
        row.longAt(1),
        new OrganizationId(row.longAt(2)),
        row.text(3),
        row.findLong(4).orElse(0L),
        Hosting.of(row.text(5)),
        new DeviceFacts(
            row.text(6),
            row.text(7),
            row.text(8),
            row.text(9),
            Platform.of(row.text(10)),
            row.text(11),
            row.intAt(12),
            row.intAt(13),
            row.booleanAt(14),
            row.booleanAt(15)),
        new Standing(
            VendorStatus.of(row.text(16)),
            VendorState.of(row.text(17)),
            row.text(18),
            row.booleanAt(19),
            EffectiveStatus.of(row.text(20)),
            row.instant(21)));
  }
}
