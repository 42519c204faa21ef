package io.fleetwire.apple;

import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// Codes that open the enrolment profile, where it is not open to everybody. A code is good for
/// many downloads and a time; the challenge in each profile is still for one device. Thread-safe.
final class EnrolCodes {
  private static final int BYTES = 18;

  /// So many of those whose time is over are forgotten when a new one is made.
  private static final int FORGOTTEN_MAX = 10;

  private final Database database;
  private final Duration lifetime;
  private final AppleWorld world;

  EnrolCodes(Database database, Duration lifetime, AppleWorld world) {
    this.database = database;
    this.lifetime = lifetime;
    this.world = world;
  }

  /// A new one.
  Secret issue() {
    byte[] bytes = new byte[BYTES];
    world.secrets().nextBytes(bytes);
    String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = world.clock().instant();
    database.write(
        tx -> {
          ChallengeTable.forgetCodes(tx, now, FORGOTTEN_MAX);
          ChallengeTable.addCode(tx, DdmCommand.digest(code), now.plus(lifetime));
          return true;
        });
    return new Secret(code);
  }

  /// Found by its hash, so that the time it takes tells nothing about those that exist.
  boolean isGood(String code) {
    Instant now = world.clock().instant();
    return database
        .read(tx -> ChallengeTable.codeExpiresAt(tx, DdmCommand.digest(code)))
        .filter(now::isBefore)
        .isPresent();
  }
}
