package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The tables `lab_host` and `lab_stream`.
final class HostTable {
  private static final String SELECT =
      """
      SELECT id, organization, name, hosting, heard_at IS NOT NULL, down_since IS NOT NULL
      FROM lab_host
      """;

  private HostTable() {}

  static Optional<Host> find(ReadTx tx, OrganizationId organization, String name) {
    return tx.find(
        SELECT + "WHERE organization = ? AND name = ?",
        HostTable::host,
        organization.value(),
        name);
  }

  static Optional<Host> find(ReadTx tx, OrganizationId organization, long id) {
    return tx.find(
        SELECT + "WHERE id = ? AND organization = ?", HostTable::host, id, organization.value());
  }

  /// The host that a device hangs on; one without a name, which is up, where it hangs on none.
  static Host of(ReadTx tx, Device device) {
    return find(tx, device.organization(), device.host())
        .orElseGet(() -> Host.none(device.organization()));
  }

  static List<Host> list(ReadTx tx, OrganizationId organization) {
    return tx.list(
        SELECT + "WHERE organization = ? ORDER BY id", HostTable::host, organization.value());
  }

  /// At most `limit` hosts that are up and were last heard before `moment`, the longest silent
  /// first.
  static List<Host> silent(ReadTx tx, Instant moment, int limit) {
    return tx.list(
        SELECT
            + """
            WHERE heard_at IS NOT NULL AND down_since IS NULL AND heard_at < ?
            ORDER BY heard_at LIMIT ?
            """,
        HostTable::host,
        moment,
        limit);
  }

  /// When the host that is up and was heard longest ago was heard.
  static Optional<Instant> oldestHeard(ReadTx tx) {
    return tx.find(
            """
            SELECT min(heard_at) FROM lab_host WHERE heard_at IS NOT NULL AND down_since IS NULL
            """,
            row -> row.findInstant(1))
        .flatMap(found -> found);
  }

  static Host add(WriteTx tx, OrganizationId organization, Host.Wish wish, Instant at) {
    long id = NumberTable.next(tx, NumberTable.Kind.HOST);
    tx.update(
        """
        INSERT INTO lab_host (id, organization, name, hosting, heard_at, down_since, created_at)
        VALUES (?, ?, ?, ?, NULL, NULL, ?)
        """,
        id,
        organization.value(),
        wish.name(),
        wish.hosting().code(),
        at);
    return new Host(id, organization, wish.name(), wish.hosting(), false, false);
  }

  static void replace(WriteTx tx, Host host) {
    tx.update(
        "UPDATE lab_host SET name = ?, hosting = ? WHERE id = ?",
        host.name(),
        host.hosting().code(),
        host.id());
  }

  /// It was heard at `at`, and so is up.
  static void heard(WriteTx tx, Host host, Instant at) {
    tx.update("UPDATE lab_host SET heard_at = ?, down_since = NULL WHERE id = ?", at, host.id());
  }

  /// Still silent since before `moment`? Then it is down.
  static boolean down(WriteTx tx, Host host, Instant moment, Instant at) {
    return tx.update(
            "UPDATE lab_host SET down_since = ? WHERE id = ? AND down_since IS NULL"
                + " AND heard_at < ?",
            at,
            host.id(),
            moment)
        == 1;
  }

  /// Its devices hang on no host any more.
  static void remove(WriteTx tx, Host host) {
    tx.update("UPDATE lab_device SET host = NULL WHERE host = ?", host.id());
    tx.update("DELETE FROM lab_host WHERE id = ?", host.id());
  }

  /// The highest number of an agent's reports that is durable, or 0.
  static long sequence(ReadTx tx, Host host, String stream) {
    return tx.find(
            "SELECT sequence FROM lab_stream WHERE host = ? AND stream = ?",
            row -> row.longAt(1),
            host.id(),
            stream)
        .orElse(0L);
  }

  /// Notes how far an agent's reports have come, and forgets all but the newest `kept` streams of
  /// the host.
  static void advance(WriteTx tx, Host host, Progress progress, int kept) {
    tx.update(
        """
        INSERT INTO lab_stream (host, stream, sequence, used_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (host, stream) DO UPDATE
        SET sequence = excluded.sequence, used_at = excluded.used_at
        """,
        host.id(),
        progress.stream(),
        progress.sequence(),
        progress.at());
    tx.update(
        """
        DELETE FROM lab_stream WHERE host = ? AND stream NOT IN
          (SELECT stream FROM lab_stream WHERE host = ? ORDER BY used_at DESC, stream LIMIT ?)
        """,
        host.id(),
        host.id(),
        kept);
  }

  /// How far an agent's reports have come.
  record Progress(String stream, long sequence, Instant at) {}

  private static Host host(Row row) {
    return new Host(
        row.longAt(1),
        new OrganizationId(row.longAt(2)),
        row.text(3),
        Hosting.of(row.text(4)),
        row.booleanAt(5),
        row.booleanAt(6));
  }
}
