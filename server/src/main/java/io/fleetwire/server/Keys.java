package io.fleetwire.server;

import io.fleetwire.engine.Secret;
import io.fleetwire.store.PostgresUrl;
import io.fleetwire.web.ListenAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every setting there is. The reference page is made of this table.
final class Keys {
  static final Key<ListenAddress> LISTEN =
      new Key<>(
          "server.listen",
          Kinds.LISTEN,
          "127.0.0.1:8080",
          "Where to listen for HTTP in clear text. Before the server is reached from other"
              + " machines, give it `server.tls.listen`, or put a proxy that speaks TLS in front of"
              + " it.");

  static final Key<List<ListenAddress>> TLS_LISTEN =
      new Key<>(
          "server.tls.listen",
          Kinds.OPTIONAL_LISTEN,
          "",
          "Where to listen for HTTP over TLS, with the same routes. Where Apple devices are"
              + " managed, callers are asked for a certificate, which only devices need.");

  static final Key<List<Path>> TLS_CERTIFICATE_FILE =
      new Key<>(
          "server.tls.certificate-file",
          Kinds.OPTIONAL_PATH,
          "",
          "The server's certificate and those above it, in PEM form. Read again when it changes."
              + " Without it, and with `apple.webhook-url`, the server shows a certificate of the"
              + " authority that issues the devices' certificates; enrolment profiles bring that"
              + " authority. This is for a first hour.");

  static final Key<List<Path>> TLS_KEY_FILE =
      new Key<>(
          "server.tls.key-file",
          Kinds.OPTIONAL_PATH,
          "",
          "The private key of that certificate: PKCS #8 in PEM form, not encrypted. Read again when"
              + " it changes.");

  static final Key<List<URI>> PUBLIC_URL =
      new Key<>(
          "server.public-url",
          Kinds.BASE_URL,
          "",
          "Under which address callers reach this server: links in invitations, bins and the API's"
              + " description begin with it. The server wants a name of its own, so the address has"
              + " no path: what shares a name with the portal could act as whoever is signed in"
              + " there.");

  static final Key<Integer> CONNECTIONS_MAX =
      new Key<>(
          "server.connections-max",
          Kinds.integer(16, 100_000),
          "4096",
          "How many connections may be open at a time. Further callers wait to be accepted.");

  static final Key<Duration> DRAIN =
      new Key<>(
          "server.drain",
          Kinds.duration("0s", "10m"),
          "10s",
          "How long requests under way may go on when the server is told to stop.");

  static final Key<Path> DATA_DIR =
      new Key<>(
          "data.dir",
          Kinds.PATH,
          "data",
          "Where the embedded database is. It is created when it is missing; keep it on a local"
              + " disk. With PostgreSQL nothing is kept there.");

  static final Key<List<PostgresUrl>> DATABASE_URL =
      new Key<>(
          "database.url",
          Databases.KIND,
          "sqlite",
          "Which database. `sqlite` is the embedded one in `data.dir`. A PostgreSQL server has"
              + " version 16 or newer and a database for Fleetwire alone, whose encoding is UTF8"
              + " and whose owner the user is.");

  static final Key<List<Secret>> DATABASE_PASSWORD =
      new Key<>(
          "database.password",
          Databases.PASSWORD,
          "",
          "The user's password at the PostgreSQL server, where `database.url` has none. Give it by"
              + " the environment: a command line can be read by everybody on the machine. Where"
              + " neither has one, a `.pgpass` file is looked into (`PGPASSFILE`).");

  static final Key<String> KWN_SIGNATURE =
      new Key<>(
          "kwn.signature",
          Kinds.oneOf("aligned", "padded", "rfc7515"),
          "aligned",
          "Over which text callbacks are signed. `padded` is what the vendor's sample verifies,"
              + " `rfc7515` what libraries verify; with `aligned` the body is made as long as both"
              + " agree.");

  static final Key<String> KWN_CREATED_STATUS =
      new Key<>(
          "kwn.created-status",
          Kinds.oneOf("200", "201"),
          "200",
          "The status that answers a new subscription.");

  static final Key<Boolean> KWN_HTTPS_ONLY =
      new Key<>(
          "kwn.https-only",
          Kinds.BOOLEAN,
          "false",
          "Whether only https addresses may be subscribed. Callbacks are signed, but over http they"
              + " can be read on the way.");

  static final Key<String> KWN_CERTIFICATE_NAME =
      new Key<>(
          "kwn.certificate-name",
          Kinds.text(64),
          "Fleetwire Webhook Notification",
          "The common name of new signing certificates.");

  static final Key<String> KWN_CERTIFICATE_ORGANIZATION =
      new Key<>(
          "kwn.certificate-organization",
          Kinds.text(64),
          "Fleetwire",
          "The organization in new signing certificates.");

  static final Key<Period> KWN_CERTIFICATE_VALIDITY =
      new Key<>(
          "kwn.certificate-validity",
          Kinds.YEARS,
          "3y",
          "How long new signing certificates are valid: a year or more.");

  static final Key<Duration> KWN_CERTIFICATE_RENEW_BEFORE =
      new Key<>(
          "kwn.certificate-renew-before",
          Kinds.duration("31d", "364d"),
          "180d",
          "How long before its end a signing certificate is replaced, its key being kept. Longer"
              + " than `kwn.certificate-overlap`.");

  static final Key<Duration> KWN_CERTIFICATE_OVERLAP =
      new Key<>(
          "kwn.certificate-overlap",
          Kinds.duration("30d", "363d"),
          "30d",
          "How long a new key is published before it signs.");

  static final Key<String> KDMS_LUHN =
      new Key<>(
          "kdms.luhn",
          Kinds.oneOf("accept", "warn", "require"),
          "warn",
          "What to make of an IMEI whose last digit does not follow from the others: `accept` it,"
              + " accept it and say so (`warn`), or `require` it to be right.");

  static final Key<Duration> LAB_HOST_PATIENCE =
      new Key<>(
          "lab.host-patience",
          Kinds.duration("10s", "1h"),
          "60s",
          "How long a host of devices may be silent before it counts as down, and its devices as"
              + " offline.");

  static final Key<Duration> LAB_HISTORY_KEPT =
      new Key<>(
          "lab.history-kept",
          Kinds.duration("1h", "400d"),
          "30d",
          "How long it is remembered what became of a device: each change of its status, and its"
              + " bookings. Of one device no more than its newest 500 or so are kept.");

  static final Key<String> OAUTH_ISSUER =
      new Key<>(
          "oauth.issuer",
          Kinds.text(200),
          "fleetwire",
          "The name of this server in its access tokens. Changing it makes every token invalid.");

  static final Key<Duration> OAUTH_KEY_LIFETIME =
      new Key<>(
          "oauth.key-lifetime",
          Kinds.duration("1h", "3650d"),
          "90d",
          "How long a key signs access tokens before it is replaced.");

  static final Key<Duration> OAUTH_REFRESH_LIFETIME =
      new Key<>(
          "oauth.refresh-lifetime",
          Kinds.duration("1h", "90d"),
          "90d",
          "How long a refresh token can be used.");

  static final Key<Integer> ENGINE_HELD_MAX =
      new Key<>(
          "engine.held-max",
          Kinds.integer(100, 10_000_000),
          "50000",
          "How many deliveries are kept in memory. The others wait on disk.");

  static final Key<Long> ENGINE_HELD_BYTES_MAX =
      new Key<>(
          "engine.held-bytes-max",
          Kinds.size("1MiB", "64GiB"),
          "64MiB",
          "How many bytes of payloads these deliveries may have.");

  static final Key<Integer> ENGINE_HELD_PER_ENDPOINT_MAX =
      new Key<>(
          "engine.held-per-endpoint-max",
          Kinds.integer(10, 1_000_000),
          "2000",
          "How many of them may be for one endpoint.");

  static final Key<Integer> ENGINE_ATTEMPTS_MAX =
      new Key<>(
          "engine.attempts-max",
          Kinds.integer(2, 100_000),
          "1024",
          "How many requests to receivers are under way at a time. As many again may be to those"
              + " that have not answered the last one.");

  static final Key<Duration> ENGINE_GRACE =
      new Key<>(
          "engine.grace",
          Kinds.duration("0s", "10m"),
          "10s",
          "How long requests to receivers may go on when the server is told to stop. What is cut"
              + " off is sent again after the next start.");

  static final Key<Duration> ENGINE_KEEP_OUTSTANDING =
      new Key<>(
          "engine.keep-outstanding",
          Kinds.duration("1h", "365d"),
          "14d",
          "How long a delivery may be outstanding before it expires, whatever its endpoint's state"
              + " and retry plan.");

  static final Key<Duration> ENGINE_KEEP_LOG =
      new Key<>(
          "engine.keep-log",
          Kinds.duration("2h", "3650d"),
          "30d",
          "How long events, deliveries and attempts are remembered, for the log, the feed and"
              + " replays. Longer than `engine.keep-outstanding`.");

  static final Key<Config.Log.Format> LOG_FORMAT =
      new Key<>(
          "log.format",
          Kinds.oneOf(Config.Log.Format.class),
          "auto",
          "How log lines are written to stderr: `json`, `text`, or `auto`, which is text on a"
              + " terminal and JSON elsewhere.");

  static final Key<Config.Log.Level> LOG_LEVEL =
      new Key<>(
          "log.level",
          Kinds.oneOf(Config.Log.Level.class),
          "info",
          "How much is logged. At `info` there is one line per request and one per attempt; `warn`"
              + " leaves them out.");

  private static final List<Key<?>> DOOR_AND_DISK =
      List.of(
          LISTEN,
          TLS_LISTEN,
          TLS_CERTIFICATE_FILE,
          TLS_KEY_FILE,
          PUBLIC_URL,
          CONNECTIONS_MAX,
          DRAIN,
          DATA_DIR,
          DATABASE_URL,
          DATABASE_PASSWORD);

  private static final List<Key<?>> ROOMS =
      List.of(
          KWN_SIGNATURE,
          KWN_CREATED_STATUS,
          KWN_HTTPS_ONLY,
          KWN_CERTIFICATE_NAME,
          KWN_CERTIFICATE_ORGANIZATION,
          KWN_CERTIFICATE_VALIDITY,
          KWN_CERTIFICATE_RENEW_BEFORE,
          KWN_CERTIFICATE_OVERLAP,
          KDMS_LUHN,
          LAB_HOST_PATIENCE,
          LAB_HISTORY_KEPT,
          OAUTH_ISSUER,
          OAUTH_KEY_LIFETIME,
          OAUTH_REFRESH_LIFETIME,
          ENGINE_HELD_MAX,
          ENGINE_HELD_BYTES_MAX,
          ENGINE_HELD_PER_ENDPOINT_MAX,
          ENGINE_ATTEMPTS_MAX,
          ENGINE_GRACE,
          ENGINE_KEEP_OUTSTANDING,
          ENGINE_KEEP_LOG,
          LOG_FORMAT,
          LOG_LEVEL);

  static final List<Key<?>> ALL =
      Stream.of(DOOR_AND_DISK, EgressKeys.ALL, ROOMS, AppleKeys.ALL, PushKeys.ALL, AgentKeys.ALL)
          .<Key<?>>flatMap(List::stream)
          .toList();

  /// Settings of earlier versions, and what to write instead. None has been taken away yet.
  static final Map<String, String> RETIRED = Map.of();

  private Keys() {}
}
