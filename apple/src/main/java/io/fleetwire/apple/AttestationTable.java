package io.fleetwire.apple;

import io.fleetwire.apple.AcmeOrder.AttestedKey;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.Optional;

/// The table `apple_attestation`.
final class AttestationTable {
  private AttestationTable() {}

  static void add(WriteTx tx, String print, AttestedKey key, Instant now) {
    tx.update(
        "INSERT INTO apple_attestation (print, serial, udid, attested_at) VALUES (?, ?, ?, ?)",
        print,
        key.serialNumber(),
        key.udid(),
        now);
  }

  static Optional<AppleBook.Attested> find(ReadTx tx, String print) {
    return tx.find(
        "SELECT serial, udid, attested_at FROM apple_attestation WHERE print = ?",
        row -> new AppleBook.Attested(row.text(1), row.text(2), row.instant(3)),
        print);
  }

  /// Of the certificate that a device is known by.
  static Optional<AppleBook.Attested> ofDevice(ReadTx tx, String deviceId) {
    return DeviceTable.find(tx, deviceId).flatMap(device -> find(tx, device.print()));
  }
}
