package io.fleetwire.apple;

import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.Optional;

/// The table `apple_channel`.
final class ChannelTable {
  private ChannelTable() {}

  /// A DeclarationsToken and since when it is told.
  record Told(String token, Instant at) {}

  /// The last result of the channel that the backend has taken, as its SHA-256.
  static Optional<String> lastResult(ReadTx tx, Enrollment channel) {
    return tx.find(
            "SELECT last_result FROM apple_channel WHERE channel_id = ?",
            row -> row.findText(1),
            channel.channelId())
        .flatMap(result -> result);
  }

  static void putLastResult(WriteTx tx, Enrollment channel, String result) {
    tx.update(
        """
        INSERT INTO apple_channel (channel_id, device_id, last_result) VALUES (?, ?, ?)
        ON CONFLICT (channel_id) DO UPDATE SET last_result = excluded.last_result
        """,
        channel.channelId(),
        channel.deviceId(),
        result);
  }

  /// Forgets the results of a device and of its users.
  static void forgetResults(WriteTx tx, String deviceId) {
    tx.update("UPDATE apple_channel SET last_result = NULL WHERE device_id = ?", deviceId);
  }

  static Optional<Told> told(ReadTx tx, Enrollment channel) {
    return tx.find(
        """
        SELECT ddm_token, ddm_token_at FROM apple_channel
        WHERE channel_id = ? AND ddm_token IS NOT NULL
        """,
        row -> new Told(row.text(1), row.instant(2)),
        channel.channelId());
  }

  static void putTold(WriteTx tx, Enrollment channel, Told told) {
    tx.update(
        """
        INSERT INTO apple_channel (channel_id, device_id, ddm_token, ddm_token_at)
        VALUES (?, ?, ?, ?)
        ON CONFLICT (channel_id) DO UPDATE SET ddm_token = excluded.ddm_token,
          ddm_token_at = excluded.ddm_token_at
        """,
        channel.channelId(),
        channel.deviceId(),
        told.token(),
        told.at());
  }
}
