package io.fleetwire.access;

import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Signal;
import io.fleetwire.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;

/// Keeps house: replaces the key that signs tokens when it is due, and drops what has expired, a
/// bounded batch at a time so that no commit is long.
///
/// Correctness does not need it: everything that it drops is refused anyway.
final class AccessPump implements Pump {
  /// Rows of one table in one step: a few milliseconds.
  static final int BATCH_MAX = 500;

  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final Database database;
  private final SigningKeys keys;
  private final Revocations revocations;
  private final InstantSource clock;
  private final Signal signal = new Signal();
  private Instant next = Instant.MIN;

  AccessPump(Database database, SigningKeys keys, Revocations revocations, InstantSource clock) {
    this.database = database;
    this.keys = keys;
    this.revocations = revocations;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "access";
  }

  /// Nobody has to hurry it.
  @Override
  public Signal signal() {
    return signal;
  }

  /// A full batch means that there may be more: then it wants to be called again at once. Called
  /// before its time it does nothing.
  @Override
  public synchronized Instant step() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return next;
    }
    keys.rotateIfDue(now);
    int most = Math.max(revocations.dropExpired(now, BATCH_MAX), dropExpired(now));
    next = most < BATCH_MAX ? now.plus(PERIOD) : now;
    return next;
  }

  /// Codes and tokens first: a grant goes when nothing names it any more.
  private int dropExpired(Instant now) {
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
