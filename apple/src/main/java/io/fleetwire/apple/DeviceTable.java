package io.fleetwire.apple;

import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.Optional;

/// The table `apple_device`.
final class DeviceTable {
  private DeviceTable() {}

  static Optional<PinnedDevice> find(ReadTx tx, String deviceId) {
    return tx.find(
        "SELECT device_id, print, product, os_version FROM apple_device WHERE device_id = ?",
        row -> new PinnedDevice(row.text(1), row.text(2), row.text(3), row.text(4)),
        deviceId);
  }

  static Optional<PinnedDevice> findByPrint(ReadTx tx, String print) {
    return tx.find(
        "SELECT device_id, print, product, os_version FROM apple_device WHERE print = ?",
        row -> new PinnedDevice(row.text(1), row.text(2), row.text(3), row.text(4)),
        print);
  }

  static void put(WriteTx tx, PinnedDevice device, Instant now) {
    tx.update(
        """
        INSERT INTO apple_device (device_id, print, pinned_at, product, os_version)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (device_id) DO UPDATE SET print = excluded.print,
          pinned_at = excluded.pinned_at, product = excluded.product,
          os_version = excluded.os_version
        """,
        device.deviceId(),
        device.print(),
        now,
        device.product(),
        device.osVersion());
  }

  static void putBootstrapToken(WriteTx tx, String deviceId, byte[] token) {
    tx.update(
        "UPDATE apple_device SET bootstrap_token = ? WHERE device_id = ?",
        token.length == 0 ? null : token,
        deviceId);
  }

  static Optional<byte[]> findBootstrapToken(ReadTx tx, String deviceId) {
    return tx.find(
            "SELECT bootstrap_token FROM apple_device WHERE device_id = ?",
            row -> row.findBytes(1),
            deviceId)
        .flatMap(token -> token);
  }
}
