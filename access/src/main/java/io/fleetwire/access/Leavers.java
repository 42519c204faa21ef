package io.fleetwire.access;

import io.fleetwire.store.WriteTx;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Ends what hangs on a person or a client that goes: sessions, codes, refresh tokens, and the
/// access tokens that came of them, and what other rooms know of them. Thread-safe.
final class Leavers {
  private static final String CLIENT = "client:";

  private final Revocations revocations;
  private final InstantSource clock;
  private final List<Farewell> farewells = new CopyOnWriteArrayList<>();

  Leavers(Revocations revocations, InstantSource clock) {
    this.revocations = revocations;
    this.clock = clock;
  }

  /// What is revoked when all tokens of a client are, that were issued before.
  static String subject(String client) {
    return CLIENT + client;
  }

  /// Another room wants to forget whoever is removed.
  void add(Farewell farewell) {
    farewells.add(farewell);
  }

  /// A person is removed, with all that they let clients do.
  void remove(WriteTx tx, User user) {
    endGrantsOf(tx, user.id());
    UserTable.delete(tx, user.id());
    farewells.forEach(farewell -> farewell.forget(tx, user));
  }

  void signOut(WriteTx tx, UserId user) {
    SessionTable.deleteOf(tx, user);
  }

  /// Everything that this person let clients do.
  void endGrantsOf(WriteTx tx, UserId user) {
    GrantTable.idsOf(tx, user).forEach(grant -> end(tx, grant));
  }

  /// Everything that people let this client do.
  void endGrantsOf(WriteTx tx, String client) {
    GrantTable.idsOf(tx, client).forEach(grant -> end(tx, grant));
  }

  /// Each access token that the client has got until now.
  void revokeTokensOf(WriteTx tx, String client) {
    revocations.add(tx, subject(client), clock.instant().plus(AccessTokens.LIFETIME_MAX));
  }

  private void end(WriteTx tx, String grant) {
    revocations.add(tx, grant, clock.instant().plus(AccessTokens.LIFETIME_MAX));
    GrantTable.delete(tx, grant);
  }
}
