package io.fleetwire.apple;

import io.fleetwire.engine.Secret;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.Optional;

/// The table `apple_push`.
final class PushTable {
  private PushTable() {}

  static Optional<PushAddress> find(ReadTx tx, String channelId) {
    return tx.find(
        """
        SELECT channel_id, topic, token, magic, state, since FROM apple_push WHERE channel_id = ?
        """,
        row ->
            new PushAddress(
                row.text(1),
                row.text(2),
                new Secret(row.text(3)),
                new Secret(row.text(4)),
                PushAddress.State.valueOf(row.text(5)),
                row.instant(6)),
        channelId);
  }

  static void put(WriteTx tx, String deviceId, PushAddress address) {
    tx.update(
        """
        INSERT INTO apple_push (channel_id, device_id, topic, token, magic, state, since)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (channel_id) DO UPDATE SET topic = excluded.topic, token = excluded.token,
          magic = excluded.magic, state = excluded.state, since = excluded.since
        """,
        address.channelId(),
        deviceId,
        address.topic(),
        address.token().reveal(),
        address.magic().reveal(),
        address.state().name(),
        address.since());
  }

  /// A device enrols anew: it and its users will say where they can be woken.
  static void clear(WriteTx tx, String deviceId) {
    tx.update("DELETE FROM apple_push WHERE device_id = ?", deviceId);
  }

  /// A channel is gone, and with a device its users.
  static void left(WriteTx tx, String channelId, Instant now) {
    tx.update(
        "UPDATE apple_push SET state = 'LEFT', since = ? WHERE channel_id = ? OR device_id = ?",
        now,
        channelId,
        channelId);
  }

  /// Apple's service knows the token of `asked` no longer. What the channel has said since then
  /// stands.
  static void unregistered(WriteTx tx, PushAddress asked, Instant now) {
    tx.update(
        """
        UPDATE apple_push SET state = 'UNREGISTERED', since = ?
        WHERE channel_id = ? AND state = 'KNOWN' AND token = ? AND since = ?
        """,
        now,
        asked.channelId(),
        asked.token().reveal(),
        asked.since());
  }

  /// Forgets some of those who left before `moment`; returns how many.
  static int forget(WriteTx tx, Instant moment, int limit) {
    return tx.update(
        """
        DELETE FROM apple_push WHERE channel_id IN
          (SELECT channel_id FROM apple_push WHERE state = 'LEFT' AND since < ? LIMIT ?)
        """,
        moment,
        limit);
  }
}
