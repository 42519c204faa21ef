package io.fleetwire.access;

import io.fleetwire.access.RevocationTable.Revocation;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// What has been revoked and would not have expired yet: tokens by their `jti`, and all tokens of a
/// grant by its id.
///
/// Durable in a table, and in memory so that every request can ask. Memory has a limit; beyond it
/// the table is asked, so that a flood of revocations costs time and never revives a token. Where
/// other servers share the database, it is always asked. Thread-safe.
final class Revocations {
  /// About 20 MB. A client has to get and revoke 28 tokens a second for an hour to reach it.
  static final int MEMORY_MAX = 100_000;

  private final Database database;
  private final int memoryMax;
  private final Map<String, Instant> remembered = new ConcurrentHashMap<>();
  private volatile boolean memoryIsComplete;

  Revocations(Database database, int memoryMax) {
    this.database = database;
    this.memoryMax = memoryMax;
    List<Revocation> stored = database.read(tx -> RevocationTable.list(tx, memoryMax + 1));
    stored.stream().limit(memoryMax).forEach(this::remember);
    this.memoryIsComplete = stored.size() <= memoryMax && !database.isShared();
  }

  /// Revokes `subject` when `tx` commits. `expiresAt` is when its last token has ended by itself.
  void add(WriteTx tx, String subject, Instant expiresAt) {
    Revocation revocation = new Revocation(subject, expiresAt);
    RevocationTable.put(tx, revocation);
    tx.afterCommit(() -> remember(revocation));
  }

  /// What a token may be revoked by: itself, the grant that it came of, and its client.
  record Subjects(String token, String grant, String client) {
    List<String> list() {
      return List.of(token, grant, client);
    }
  }

  /// Those that are revoked, and until when.
  List<Revocation> of(Subjects subjects) {
    return memoryIsComplete
        ? subjects.list().stream().flatMap(this::recall).toList()
        : database.read(tx -> RevocationTable.of(tx, subjects));
  }

  private Stream<Revocation> recall(String subject) {
    Optional<Instant> until = Optional.ofNullable(remembered.get(subject));
    return until.map(it -> new Revocation(subject, it)).stream();
  }

  /// Drops at most `limit` revocations that no longer matter, and returns how many.
  int dropExpired(Instant now, int limit) {
    remembered.values().removeIf(expiresAt -> !expiresAt.isAfter(now));
    return database.write(
        tx -> {
          int dropped = RevocationTable.deleteExpired(tx, now, limit);
          if (!memoryIsComplete && !database.isShared()) {
            completeMemory(tx);
          }
          return dropped;
        });
  }

  /// Actions after commits run in the order of commits, so whatever is revoked after this look at
  /// the table is remembered after it, too.
  private void completeMemory(WriteTx tx) {
    List<Revocation> stored = RevocationTable.list(tx, memoryMax + 1);
    if (stored.size() <= memoryMax) {
      tx.afterCommit(
          () -> {
            stored.forEach(this::remember);
            memoryIsComplete =
                stored.stream().map(Revocation::subject).allMatch(remembered::containsKey);
          });
    }
  }

  private void remember(Revocation revocation) {
    boolean isKnown = remembered.containsKey(revocation.subject());
    if (!isKnown && remembered.size() >= memoryMax) {
      memoryIsComplete = false;
    } else {
      remembered.merge(
          revocation.subject(), revocation.expiresAt(), (a, b) -> a.isAfter(b) ? a : b);
    }
  }
}
