package io.fleetwire.apple;

import io.fleetwire.pki.KnownCertificate;
import io.fleetwire.store.Database;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which certificate belongs to which device. The first use pins it; afterwards the device must
/// come with the same one, with one that renewed it, or enrol anew. One certificate never stands
/// for two devices. Thread-safe.
final class Pins {
  /// A certificate that was renewed ten times without the device ever showing up in between is none
  /// of a device.
  private static final int RENEWALS_MAX = 10;

  /// As many devices as come in some minutes, at half a kilobyte each; the others' are read.
  private static final int REMEMBERED_MAX = 20_000;

  private final Database database;
  private final InstantSource clock;

  /// What was last committed of a device; empty where other servers may commit, too.
  private final Map<String, PinnedDevice> remembered =
      Collections.synchronizedMap(new RecentMap<>(REMEMBERED_MAX));

  Pins(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// Whether a device is who it says.
  sealed interface Answer {

    record Match(PinnedDevice device) implements Answer {}

    record Mismatch(String reason) implements Answer {}
  }

  /// Checks a message that is not the first of an enrolment.
  Answer check(Enrollment from, KnownCertificate certificate) {
    String print = certificate.print();
    Optional<PinnedDevice> known = find(from.deviceId());
    if (known.isPresent() && known.get().print().equals(print)) {
      return new Answer.Match(known.get());
    }
    return database.write(tx -> pin(tx, new PinnedDevice(from.deviceId(), print, "", "")));
  }

  private Optional<PinnedDevice> find(String deviceId) {
    PinnedDevice known = remembered.get(deviceId);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<PinnedDevice> kept = database.read(tx -> DeviceTable.find(tx, deviceId));
    // Where a commit was quicker than this read, what it remembered stays.
    kept.filter(_ -> !database.isShared()).ifPresent(it -> remembered.putIfAbsent(deviceId, it));
    return kept;
  }

  /// Checks `Authenticate`, by which a device enrols: it may come with a new certificate.
  Answer enrol(Enrollment from, KnownCertificate certificate, CheckIn.Authenticate message) {
    PinnedDevice device =
        new PinnedDevice(
            from.deviceId(),
            certificate.print(),
            message.all().text("ProductName").or(() -> message.all().text("Model")).orElse(""),
            message.all().text("OSVersion").orElse(""));
    return database.write(
        tx -> {
          // What it was asked before it enrolled anew may be asked again, and then is news.
          ChannelTable.forgetResults(tx, device.deviceId());
          return put(tx, device);
        });
  }

  /// Whether a device is known by `certificate`, or by one that it has taken the place of.
  boolean isKnown(KnownCertificate certificate) {
    return database.read(
        tx ->
            Stream.concat(Stream.of(certificate.print()), older(tx, certificate.print()))
                .anyMatch(print -> DeviceTable.findByPrint(tx, print).isPresent()));
  }

  private Answer pin(WriteTx tx, PinnedDevice seen) {
    Optional<PinnedDevice> known = DeviceTable.find(tx, seen.deviceId());
    if (known.isEmpty()) {
      return put(tx, seen);
    }
    PinnedDevice before = known.get();
    if (before.print().equals(seen.print())) {
      return new Answer.Match(before);
    }
    return renews(tx, seen.print(), before.print())
        ? put(
            tx,
            new PinnedDevice(before.deviceId(), seen.print(), before.product(), before.osVersion()))
        : new Answer.Mismatch("the certificate is not the one that the device is known by");
  }

  private Answer put(WriteTx tx, PinnedDevice device) {
    Optional<PinnedDevice> owner = DeviceTable.findByPrint(tx, device.print());
    if (owner.isPresent() && !owner.get().deviceId().equals(device.deviceId())) {
      return new Answer.Mismatch("the certificate belongs to another device");
    }
    if (AttestationTable.find(tx, device.print())
        .filter(attested -> !attested.isOf(device.deviceId()))
        .isPresent()) {
      return new Answer.Mismatch("the certificate was issued for another device's hardware");
    }
    DeviceTable.put(tx, device, clock.instant());
    if (!database.isShared()) {
      tx.afterCommit(() -> remembered.put(device.deviceId(), device));
    }
    return new Answer.Match(device);
  }

  private static boolean renews(ReadTx tx, String print, String pinned) {
    return older(tx, print).anyMatch(pinned::equals);
  }

  /// Those that `print` has taken the place of, the newest first.
  private static Stream<String> older(ReadTx tx, String print) {
    return Stream.iterate(
            ChallengeTable.renewedFrom(tx, print),
            Optional::isPresent,
            before -> before.flatMap(it -> ChallengeTable.renewedFrom(tx, it)))
        .limit(RENEWALS_MAX)
        .flatMap(Optional::stream);
  }
}
