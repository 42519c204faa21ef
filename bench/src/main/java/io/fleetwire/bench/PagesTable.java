package io.fleetwire.bench;

import io.fleetwire.access.Access;
import io.fleetwire.api.Api;
import io.fleetwire.apple.Apple;
import io.fleetwire.bin.Bins;
import io.fleetwire.callback.Callbacks;
import io.fleetwire.engine.Ids;
import io.fleetwire.knox.Knox;
import io.fleetwire.lab.Lab;
import io.fleetwire.store.Database;
import io.fleetwire.store.DatabaseSettings;
import io.fleetwire.store.SqlEngineStore;
import io.fleetwire.store.WriteTx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Rows as they are after a long time, made without waiting for it: each statement makes a great
/// many of them out of their numbers. Of every room's tables, which only the bench may know.
final class PagesTable {
  private static final int BATCH = 100_000;
  private static final int ON_HOST = 1_000;
  private static final int TEAMS = 20;

  /// What the log remembers, as a server does that keeps to its standard.
  private static final Duration PAST = Duration.ofDays(6);

  /// The numbers from the first parameter to the second.
  private static final String NUMBERS =
      """
      WITH RECURSIVE numbers (n) AS (
        SELECT ? UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
      """;

  private PagesTable() {}

  static String udid(int number) {
    return String.format(Locale.ROOT, "phone-%06d", number);
  }

  static String channel(int number) {
    return String.format(Locale.ROOT, "00008030-%06d", number);
  }

  /// Fills the first organization's part of a store whose endpoints are there already.
  static void fill(Path data, int devices, int attempts) {
    Instant now = Instant.now();
    try (Database database =
        Database.open(
            DatabaseSettings.server(data),
            List.of(
                SqlEngineStore.SCHEMA,
                Access.SCHEMA,
                Callbacks.SCHEMA,
                Knox.SCHEMA,
                Lab.SCHEMA,
                Apple.SCHEMA,
                Api.SCHEMA,
                Bins.SCHEMA))) {
      database.write(tx -> lab(tx, devices, now));
      each(database, devices, (tx, from, to) -> labDevices(tx, from, to, now));
      each(database, devices, (tx, from, to) -> knoxDevices(tx, from, to, now));
      each(database, devices, (tx, from, to) -> appleDevices(tx, from, to, now));
      List<Long> endpoints =
          database.read(
              tx -> tx.list("SELECT endpoint_id FROM endpoint ORDER BY 1", row -> row.longAt(1)));
      each(
          database,
          attempts,
          (tx, from, to) -> log(tx, new Log(endpoints, devices, attempts, now), from, to));
    }
  }

  /// Makes the rows from one number to another.
  @FunctionalInterface
  private interface Rows {
    void make(WriteTx tx, long from, long to);
  }

  private static void each(Database database, long count, Rows rows) {
    for (long from = 1; from <= count; from += BATCH) {
      long first = from;
      long last = Math.min(count, from + BATCH - 1);
      database.write(
          tx -> {
            rows.make(tx, first, last);
            return last;
          });
      System.err.print(".");
    }
    System.err.println();
  }

  /// Hosts, teams, bundles, bookings, and the numbers that are taken.
  private static boolean lab(WriteTx tx, int devices, Instant now) {
    int hosts = (devices + ON_HOST - 1) / ON_HOST;
    tx.update(
        NUMBERS
            + """
            INSERT INTO lab_host (id, organization, name, hosting, created_at)
            SELECT n, 1, printf('rack-%03d', n), 'local', ? FROM numbers
            """,
        1,
        hosts,
        now);
    tx.update(
        NUMBERS
            + """
            INSERT INTO lab_group (id, organization, kind, name, platform, created_by, created_at)
            SELECT n, 1, CASE WHEN n % 2 = 1 THEN 'team' ELSE 'bundle' END, printf('Group %d', n),
              CASE WHEN n % 2 = 1 THEN '' ELSE 'Android' END, 'owner@localhost', ? FROM numbers
            """,
        1,
        TEAMS,
        now);
    for (String[] number :
        new String[][] {
          {"HOST", Integer.toString(hosts)},
          {"DEVICE", Integer.toString(devices)},
          {"GROUP", Integer.toString(TEAMS)},
          {"BOOKING", "1000"}
        }) {
      tx.update(
          "INSERT INTO lab_number (name, value) VALUES (?, ?)"
              + " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
          number[0],
          Long.parseLong(number[1]));
    }
    tx.update(
        "INSERT INTO lab_device_count (organization, devices) VALUES (1, ?)"
            + " ON CONFLICT (organization) DO UPDATE SET devices = excluded.devices",
        devices);
    tx.update(
        NUMBERS
            + """
            INSERT INTO audit_entry (organization_id, at, actor, action, subject, detail)
            SELECT 1, ? - n * 1000, 'owner@localhost', 'device.update', 'device ' || n, ''
            FROM numbers
            """,
        1,
        devices,
        now);
    return true;
  }

  private static void labDevices(WriteTx tx, long from, long to, Instant now) {
    tx.update(
        NUMBERS
            + """
            INSERT INTO lab_device (id, organization, udid, host, hosting, name, custom_name, model,
              manufacturer, platform, platform_version, width, height, hidden, appium_disabled,
              status, state, message, forced_offline, effective, changed_at, words, created_at)
            SELECT n, 1, printf('phone-%06d', n), (n - 1) / 1000 + 1, 'local',
              'Galaxy Note ' || n % 12,
              '', 'SM-' || n % 100, 'Samsung', CASE WHEN n % 3 = 0 THEN 'ios' ELSE 'android' END,
              n % 15, 1080, 2400, 0, 0,
              CASE WHEN n % 10 IN (3, 4) THEN 'offline' ELSE 'online' END,
              CASE n % 10 WHEN 4 THEN 'unplugged' WHEN 5 THEN 'utilizing' ELSE 'activated' END,
                '', 0,
              CASE n % 10 WHEN 3 THEN 'offline' WHEN 4 THEN 'unplugged' WHEN 5 THEN 'utilizing'
                ELSE 'online' END, ? - n,
              printf('galaxy note %d  phone-%06d', n % 12, n), ? FROM numbers
            """,
        from,
        to,
        now,
        now);
    labMarks(tx, from, to, now);
  }

  private static void labMarks(WriteTx tx, long from, long to, Instant now) {
    tx.update(
        NUMBERS
            + """
            INSERT INTO lab_tag (device, person, tag, organization)
            SELECT n, 0, CASE WHEN n % 1000 = 0 THEN 'rare' ELSE 'smoke' END, 1 FROM numbers
            WHERE n % 2 = 0
            """,
        from,
        to);
    tx.update(
        NUMBERS
            + """
            INSERT INTO lab_group_device (device, group_id)
            SELECT n, n % 20 + 1 FROM numbers WHERE n % 3 <> 0
            """,
        from,
        to);
    tx.update(
        NUMBERS
            + """
            INSERT INTO lab_booking (id, device, organization, person, email, begun_at, ends_at)
            SELECT n / 200 + 1, n, 1, 1, 'owner@localhost', ?, NULL FROM numbers WHERE n % 200 = 7
            """,
        from,
        to,
        now);
    tx.update(
        NUMBERS
            + """
            INSERT INTO lab_history (device, number, noted_at, at, kind, previous, effective,
              status,
              state, forced_offline, message, host, source, who, trace)
            SELECT n, change.number, ? - change.number * 3600000, ? - change.number * 3600000,
              'change',
              'online', 'offline', 'offline', 'activated', 0, '', 'rack-001', 'agent', 'rack-001',
                'seed'

                         FROM numbers CROSS JOIN
              (SELECT 1 AS number UNION ALL SELECT 2 UNION ALL SELECT 3) change
            """,
        from,
        to,
        now,
        now);
  }

  private static void knoxDevices(WriteTx tx, long from, long to, Instant now) {
    tx.update(
        NUMBERS
            + """
            INSERT INTO kdms_device (id, identifier, organization, kai, created_at, changed_at)
            SELECT n, printf('K%06d', n), 1, n % 2, ?, ? FROM numbers
            """,
        from,
        to,
        now,
        now);
  }

  private static void appleDevices(WriteTx tx, long from, long to, Instant now) {
    tx.update(
        NUMBERS
            + """
            INSERT INTO apple_enrolment (channel_id, device_id, user_id, user_name, serial, model,
              name,
              os_version, topic, state, enrolled_at, seen_at, certificate_until)
            SELECT printf('00008030-%06d', n), printf('00008030-%06d', n), '', '',
              printf('C02%06d', n),
              'Mac14,2', 'Mac ' || n, '15.1', 'com.apple.mgmt', 'ENROLLED', ?, ?, ? FROM numbers
            """,
        from,
        to,
        now,
        now,
        now.plus(Duration.ofDays(300)));
    tx.update(
        NUMBERS
            + """
            INSERT INTO apple_line (channel_id, at, kind, title, detail, command_uuid, trace)
            SELECT printf('00008030-%06d', n), ?, 'CHECK_IN', 'TokenUpdate', '', '',
              'seed' FROM numbers
            """,
        from,
        to,
        now);
    tx.update(
        NUMBERS
            + """
            INSERT INTO apple_call (channel_id, at, path, outcome, good, millis, trace)
            SELECT printf('00008030-%06d', n), ?, 'checkin', '200', 1, 12, 'seed' FROM numbers
            """,
        from,
        to,
        now);
  }

  /// What the log is about.
  private record Log(List<Long> endpoints, int devices, int attempts, Instant now) {
    long first() {
      return Ids.floorOf(now.minus(PAST));
    }

    long step() {
      return (Ids.floorOf(now.minusSeconds(60)) - first()) / attempts;
    }
  }

  /// Each event has one delivery, each delivery one attempt; the endpoints take turns.
  private static void log(WriteTx tx, Log log, long from, long to) {
    events(tx, log, from, to);
    for (int turn = 0; turn < log.endpoints().size(); turn++) {
      deliveries(tx, log, new Turn(turn, from, to));
    }
  }

  /// The numbers that fall to one endpoint.
  private record Turn(int turn, long from, long to) {}

  private static void events(WriteTx tx, Log log, long from, long to) {
    tx.update(
        NUMBERS
            + """
            INSERT INTO event (event_id, organization_id, event_type, subject, trace, occurred_at,
              accepted_at, content_type, payload)
            SELECT ? + n * ?, 1,
              CASE WHEN n % 2 = 0 THEN 'device.status.offline' ELSE 'device.status.online' END,
              printf('phone-%06d', n % ? + 1), 'seed', ? - (? - n), ? - (? - n), 'application/json',
              CAST(printf('{"device":%d,"udid":"phone-%06d","name":"Galaxy Note 8",' ||
                '"platform":"Android","host":"rack-1","hosting":"local","previous":"online"}',
                n, n % ? + 1) AS BLOB)
            FROM numbers
            """,
        from,
        to,
        log.first(),
        log.step(),
        log.devices(),
        log.now(),
        log.attempts(),
        log.now(),
        log.attempts(),
        log.devices());
  }

  private static void deliveries(WriteTx tx, Log log, Turn turn) {
    int count = log.endpoints().size();
    long endpoint = log.endpoints().get(turn.turn());
    long first = log.first();
    long step = log.step();
    tx.update(
        NUMBERS
            + """
            INSERT INTO delivery (endpoint_id, sequence, delivery_id, event_id, origin)
            SELECT ?, n / ? + 1, ? + n * ? + 1, ? + n * ?, 'event' FROM numbers WHERE n % ? = ?
            """,
        turn.from(),
        turn.to(),
        endpoint,
        count,
        first,
        step,
        first,
        step,
        count,
        turn.turn());
    tx.update(
        NUMBERS
            + """
            INSERT INTO attempt (delivery_id, number, endpoint_id, sequence, event_id, started_at,
              outcome, status, answer_headers, answer_body, answer_body_bytes, answer_complete,
              resolve_micros, connect_micros, first_byte_micros, total_micros, next)
            SELECT ? + n * ? + 1, 1, ?, n / ? + 1, ? + n * ?, ? - (? - n), 'answered',
              CASE WHEN n % 50021 = 0 THEN 500 ELSE 204 END, 'Content-Length: 0', x'', 0, 1,
              100, 300, 4000, 4100, CASE WHEN n % 50021 = 0 THEN 'exhausted' ELSE 'delivered' END
            FROM numbers WHERE n % ? = ?
            """,
        turn.from(),
        turn.to(),
        first,
        step,
        endpoint,
        count,
        first,
        step,
        log.now(),
        log.attempts(),
        count,
        turn.turn());
  }
}
