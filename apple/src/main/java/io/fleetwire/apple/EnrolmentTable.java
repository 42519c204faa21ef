package io.fleetwire.apple;

import io.fleetwire.apple.AppleBook.Channel;
import io.fleetwire.apple.AppleBook.State;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table `apple_enrolment`.
final class EnrolmentTable {
  /// A user's channel has the facts of its device.
  private static final String SELECT =
      """
      SELECT e.channel_id, e.device_id, e.user_id, e.user_name, e.state, e.enrolled_at, e.seen_at,
        e.certificate_until, d.serial, d.model, d.name, d.os_version, e.topic
      FROM apple_enrolment e
      LEFT JOIN apple_enrolment d ON d.channel_id = e.device_id
      """;

  private static final String SEARCH =
      SELECT
          + Stream.of("channel_id", "serial", "user_name", "name")
              .map(EnrolmentTable::begins)
              .collect(Collectors.joining("UNION ", "WHERE e.channel_id IN (", ")"))
          + " ORDER BY e.channel_id LIMIT ?";

  private EnrolmentTable() {}

  /// The first of what a column begins with, behind a channel. Without a bound of its own, each
  /// would be as long as the fleet.
  private static String begins(String column) {
    return "SELECT channel_id FROM (SELECT channel_id FROM apple_enrolment WHERE "
        + column
        + " BETWEEN ? AND ? AND channel_id > ? ORDER BY channel_id LIMIT ?) AS by_"
        + column
        + " ";
  }

  /// Who speaks, when, and until when its certificate lasts.
  record Sight(Enrollment channel, Instant at, Instant certificateUntil) {}

  /// A channel has spoken. One that was never heard of enrolled before this was written down.
  static void seen(WriteTx tx, Sight sight) {
    tx.update(
        """
        INSERT INTO apple_enrolment (channel_id, device_id, user_id, user_name, serial, model, name,
          os_version, topic, state, seen_at, certificate_until)
        VALUES (?, ?, ?, ?, '', '', '', '', '', 'ENROLLED', ?, ?)
        ON CONFLICT (channel_id) DO UPDATE SET seen_at = excluded.seen_at,
          certificate_until = excluded.certificate_until
        """,
        sight.channel().channelId(),
        sight.channel().deviceId(),
        sight.channel().user().id(),
        sight.channel().user().shortName(),
        sight.at(),
        sight.certificateUntil());
  }

  /// A device begins to enrol: what it had is gone.
  static void enrolling(WriteTx tx, String channelId, AppleBook.Facts facts) {
    tx.update(
        """
        UPDATE apple_enrolment SET serial = ?, model = ?, name = ?, os_version = ?, topic = ?,
          state = 'ENROLLING', enrolled_at = NULL
        WHERE channel_id = ?
        """,
        facts.serial(),
        facts.model(),
        facts.name(),
        facts.osVersion(),
        facts.topic(),
        channelId);
    tx.update(
        "UPDATE apple_enrolment SET state = 'LEFT' WHERE device_id = ? AND channel_id <> device_id",
        channelId);
  }

  static void enrolled(WriteTx tx, String channelId, String topic, Instant at) {
    tx.update(
        """
        UPDATE apple_enrolment SET topic = ?,
          enrolled_at = CASE state WHEN 'ENROLLED' THEN COALESCE(enrolled_at, ?) ELSE ? END,
          state = 'ENROLLED'
        WHERE channel_id = ?
        """,
        topic,
        at,
        at,
        channelId);
  }

  /// A channel is gone, and with a device its users.
  static void left(WriteTx tx, String channelId) {
    tx.update(
        "UPDATE apple_enrolment SET state = 'LEFT' WHERE channel_id = ? OR device_id = ?",
        channelId,
        channelId);
  }

  /// Forgets some of those who left before `moment`; returns how many.
  static int forget(WriteTx tx, Instant moment, int limit) {
    return tx.update(
        """
        DELETE FROM apple_enrolment WHERE channel_id IN
          (SELECT channel_id FROM apple_enrolment WHERE state = 'LEFT' AND seen_at < ? LIMIT ?)
        """,
        moment,
        limit);
  }

  static Map<State, Long> totals(ReadTx tx) {
    Map<State, Long> totals = new EnumMap<>(State.class);
    tx.list(
        "SELECT state, COUNT(*) FROM apple_enrolment GROUP BY state",
        row -> totals.put(State.valueOf(row.text(1)), row.longAt(2)));
    return totals;
  }

  static List<Channel> list(ReadTx tx, String search, String after, int limit) {
    if (search.isEmpty()) {
      return tx.list(
          SELECT + "WHERE e.channel_id > ? ORDER BY e.channel_id LIMIT ?",
          EnrolmentTable::channel,
          after,
          limit);
    }
    String end = search + Character.MAX_VALUE;
    return tx.list(
        SEARCH,
        EnrolmentTable::channel,
        Stream.of(
                Stream.generate(() -> Stream.<Object>of(search, end, after, limit)).limit(4),
                Stream.of(Stream.<Object>of(limit)))
            .flatMap(parts -> parts)
            .flatMap(part -> part)
            .toArray());
  }

  static Optional<Channel> find(ReadTx tx, String channelId) {
    return tx.find(SELECT + "WHERE e.channel_id = ?", EnrolmentTable::channel, channelId);
  }

  static List<Channel> ofDevice(ReadTx tx, String deviceId, int limit) {
    return tx.list(
        SELECT + "WHERE e.device_id = ? ORDER BY e.channel_id LIMIT ?",
        EnrolmentTable::channel,
        deviceId,
        limit);
  }

  private static Channel channel(Row row) {
    return new Channel(
        row.text(1),
        row.text(2),
        new AppleBook.User(row.text(3), row.text(4)),
        new AppleBook.Facts(
            row.findText(9).orElse(""),
            row.findText(10).orElse(""),
            row.findText(11).orElse(""),
            row.findText(12).orElse(""),
            row.text(13)),
        State.valueOf(row.text(5)),
        row.findInstant(6),
        row.instant(7),
        row.instant(8));
  }
}
