package io.fleetwire.access;

import io.fleetwire.engine.PeriodicPump;
import io.fleetwire.engine.Pump;
import io.fleetwire.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;

/// Keeps house: replaces the key that signs tokens when it is due, and drops what has expired, a
/// bounded batch at a time so that no commit is long.
///
/// Correctness does not need it: everything that it drops is refused anyway.
final class AccessPump {
  /// Rows of one table in one step: a few milliseconds.
  static final int BATCH_MAX = 500;

  private static final Duration PERIOD = Duration.ofMinutes(1);

  private AccessPump() {}

  static Pump of(
      Database database, SigningKeys keys, Revocations revocations, InstantSource clock) {
    return new PeriodicPump(
        "access",
        PERIOD,
        clock,
        now -> {
          keys.rotateIfDue(now);
          int revoked = revocations.dropExpired(now, BATCH_MAX);
          return Math.max(revoked, dropExpired(database, now)) >= BATCH_MAX;
        });
  }

  /// Codes and tokens first: a grant goes when nothing names it any more.
  private static int dropExpired(Database database, Instant now) {
    return database.write(
        tx -> {
          int codes = GrantTable.deleteCodes(tx, now, BATCH_MAX);
          int tokens = GrantTable.deleteRefreshTokens(tx, now, BATCH_MAX);
          int grants = GrantTable.deleteGrants(tx, now, BATCH_MAX);
          int sessions = SessionTable.deleteExpired(tx, now, BATCH_MAX);
          int invitations = InvitationTable.deleteExpired(tx, now, BATCH_MAX);
          int resets = ResetTable.deleteExpired(tx, now, BATCH_MAX);
          int jwtIds = LegacyClientTable.deleteJwtIds(tx, now, BATCH_MAX);
          return IntStream.of(codes, tokens, grants, sessions, invitations, resets, jwtIds)
              .max()
              .orElse(0);
        });
  }
}
