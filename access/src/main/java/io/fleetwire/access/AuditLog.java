package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.InstantSource;
import java.util.List;

/// Who changed what. An entry is written by the transaction that makes the change, so that there is
/// no change without its entry and no entry without its change. Append-only. Thread-safe.
public final class AuditLog {
  /// A page of a list that people read.
  public static final int PAGE_MAX = 200;

  /// A few sentences. What a change was is in the words of who made it, and may be long.
  static final int DETAIL_LENGTH_MAX = 2_000;

  /// Who acts when nobody asked: a pump.
  static final String SYSTEM = "system";

  private final Database database;
  private final InstantSource clock;

  AuditLog(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// What was done to what. `detail` holds no secret.
  public record Change(String action, String subject, String detail) {}

  /// Adds an entry when `tx` commits.
  public void append(WriteTx tx, Principal actor, Change change) {
    append(tx, actor.organization(), actor.client(), change);
  }

  void append(WriteTx tx, OrganizationId organization, String actor, Change change) {
    String detail = change.detail();
    AuditTable.insert(
        tx,
        new AuditEntry(
            0,
            organization,
            clock.instant(),
            actor,
            change.action(),
            change.subject(),
            detail.length() <= DETAIL_LENGTH_MAX
                ? detail
                : detail.substring(0, DETAIL_LENGTH_MAX) + "..."));
  }

  /// At most `limit` entries of an organization that are older than `before`, the newest first.
  public List<AuditEntry> list(OrganizationId organization, long before, int limit) {
    return list(new AuditQuery(organization, "", "", before), limit);
  }

  /// The same of those that a query asks for.
  public List<AuditEntry> list(AuditQuery query, int limit) {
    return database.read(tx -> AuditTable.list(tx, query, Math.min(limit, PAGE_MAX)));
  }
}
