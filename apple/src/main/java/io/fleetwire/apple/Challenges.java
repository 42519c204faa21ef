package io.fleetwire.apple;

import io.fleetwire.apple.ChallengeTable.Challenge;
import io.fleetwire.pki.Certificates;
import io.fleetwire.store.Database;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// One-time passwords for certificates: a profile carries one, and the first key that comes with it
/// gets a certificate. The same key may come again, because an answer can get lost. Thread-safe.
final class Challenges {
  private static final int BYTES = 24;

  /// So many of those whose time is over are forgotten when a new one is made: more than one, so
  /// that they become fewer.
  private static final int FORGOTTEN_MAX = 10;

  private final Database database;
  private final AppleSettings settings;
  private final AppleWorld world;

  Challenges(Database database, AppleSettings settings, AppleWorld world) {
    this.database = database;
    this.settings = settings;
    this.world = world;
  }

  /// A new one, for a profile that leads to `door`.
  String issue(OneTime.Door door) {
    byte[] bytes = new byte[BYTES];
    world.secrets().nextBytes(bytes);
    OneTime challenge =
        new OneTime(door, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    Instant now = world.clock().instant();
    return database.write(
        tx -> {
          ChallengeTable.forget(tx, now, FORGOTTEN_MAX);
          ChallengeTable.add(tx, challenge.hash(), now.plus(settings.profile().challenge()));
          return challenge.text();
        });
  }

  /// Whether `challenge` may still be used by the key with this hash; what it already got is the
  /// answer to a repetition.
  sealed interface Look {
    record Free() implements Look {}

    record Got(X509Certificate certificate) implements Look {}

    record Useless() implements Look {}
  }

  /// Found by its hash, so that the time it takes tells nothing about those that exist.
  Look look(OneTime challenge, String keyHash) {
    return database.read(tx -> look(tx, challenge, keyHash));
  }

  Look look(ReadTx tx, OneTime challenge, String keyHash) {
    return judge(ChallengeTable.find(tx, challenge.hash()), keyHash);
  }

  /// Until when nobody has used it; nothing when somebody has, or it is unknown or too old.
  Optional<Instant> freeUntil(ReadTx tx, OneTime challenge) {
    return ChallengeTable.find(tx, challenge.hash())
        .filter(known -> judge(Optional.of(known), "") instanceof Look.Free)
        .map(Challenge::expiresAt);
  }

  private Look judge(Optional<Challenge> known, String keyHash) {
    if (known.isEmpty() || known.get().expiresAt().isBefore(world.clock().instant())) {
      return new Look.Useless();
    }
    if (known.get().keyHash().isEmpty()) {
      return new Look.Free();
    }
    return known
        .filter(challenge -> challenge.keyHash().equals(Optional.of(keyHash)))
        .flatMap(Challenge::certificate)
        .flatMap(Certificates::parse)
        .<Look>map(Look.Got::new)
        .orElseGet(Look.Useless::new);
  }

  /// Uses `challenge` up for `issued`; whoever came second loses, or gets what he got before.
  Look use(OneTime challenge, String keyHash, X509Certificate issued) {
    return database.write(tx -> use(tx, challenge, keyHash, issued));
  }

  Look use(WriteTx tx, OneTime challenge, String keyHash, X509Certificate issued) {
    Look look = look(tx, challenge, keyHash);
    if (look instanceof Look.Free) {
      ChallengeTable.use(tx, challenge.hash(), keyHash, Certificates.der(issued));
      return new Look.Got(issued);
    }
    return look;
  }

  /// Whether `certificate` stands for a key that was attested, where keys must be: one that was not
  /// cannot take its place.
  boolean mustBeAttested(X509Certificate certificate) {
    return settings.acme().attested()
        && database
            .read(tx -> AttestationTable.find(tx, Certificates.fingerprint(certificate)))
            .isPresent();
  }

  /// Notes that `issued` takes the place of `before`.
  void renewed(X509Certificate issued, X509Certificate before) {
    Instant now = world.clock().instant();
    database.write(
        tx -> {
          ChallengeTable.renewed(
              tx, Certificates.fingerprint(issued), Certificates.fingerprint(before), now);
          return true;
        });
  }
}
