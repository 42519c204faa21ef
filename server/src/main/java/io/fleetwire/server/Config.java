package io.fleetwire.server;

import io.fleetwire.agent.DaemonAddress;
import io.fleetwire.engine.Secret;
import io.fleetwire.store.DatabaseHome;
import io.fleetwire.web.ListenAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/// All that an operator may choose, read and checked before anything starts. Immutable.
///
/// The parts are named after the sections of the file. {@link Keys} says what each setting means.
record Config(
    Server server,
    Path dataDir,
    DatabaseHome database,
    Egress egress,
    Kwn kwn,
    Kdms kdms,
    Lab lab,
    OAuth oauth,
    Engine engine,
    Log log,
    Apple apple,
    Agent agent) {

  /// The HTTP server. `publicUrls` holds at most one address: under which callers know us.
  record Server(
      ListenAddress listen, Tls tls, List<URI> publicUrls, int connectionsMax, Duration drain) {
    Optional<URI> publicUrl() {
      return publicUrls.stream().findFirst();
    }
  }

  /// TLS for callers. Each list holds at most one; the files come together or not at all.
  record Tls(List<ListenAddress> listens, List<Path> certificateFiles, List<Path> keyFiles) {
    Optional<ListenAddress> listen() {
      return listens.stream().findFirst();
    }

    /// Whether the server's certificate is its operator's.
    boolean hasFiles() {
      return !certificateFiles.isEmpty();
    }
  }

  /// The door out. The blocks of addresses are as they were written; `caFiles` holds at most one.
  record Egress(List<String> allow, List<String> deny, List<Path> caFiles, Proxy proxy) {
    Optional<Path> caFile() {
      return caFiles.stream().findFirst();
    }
  }

  /// The proxy on the way out. `urls` and `credentials` hold at most one; `except` are names in
  /// lower case and blocks of addresses, as they were written.
  record Proxy(List<URI> urls, List<Secret> credentials, List<String> except) {}

  /// Knox webhook notification.
  record Kwn(String signature, int createdStatus, boolean httpsOnly, Certificate certificate) {}

  /// How signing certificates are written, and when they are replaced.
  record Certificate(
      String name, String organization, Period validity, Duration renewBefore, Duration overlap) {}

  /// Knox device management service.
  record Kdms(String luhn) {}

  /// The device lab.
  record Lab(Duration hostPatience, Duration historyKept) {}

  /// The authorization server.
  record OAuth(String issuer, Duration keyLifetime, Duration refreshLifetime) {}

  /// How much the engine keeps in memory and starts at a time, how long requests in flight may go
  /// on when it is closed, and how long deliveries are kept and remembered.
  record Engine(
      int heldMax,
      long heldBytesMax,
      int heldPerEndpointMax,
      int attemptsMax,
      Duration grace,
      Duration keepOutstanding,
      Duration keepLog) {}

  /// Apple device management. `webhookUrls` and `issuersFiles` hold at most one each.
  record Apple(
      List<URI> webhookUrls,
      int organization,
      String topic,
      String name,
      boolean signProfile,
      boolean signMessages,
      Duration challengeLifetime,
      Acme acme,
      List<String> proxies,
      String certificateHeader,
      List<Path> issuersFiles,
      String unknownDevice,
      String unenrollBy,
      boolean enrollByCode,
      String webhookSignature,
      Duration webhookTimeout,
      int webhookConcurrencyMax,
      Push push) {}

  /// Where pushes go and by which files they are sent; the lists hold at most one each.
  record Push(List<Path> certificateFiles, List<Path> keyFiles, URI url) {}

  /// How Apple's devices get their certificates. `rootsFiles` holds at most one.
  record Acme(String identity, boolean attested, List<Path> rootsFiles) {}

  /// An agent. `servers` and `keyFiles` hold at most one each, and so do its daemons.
  record Agent(
      List<URI> servers,
      String login,
      List<Path> keyFiles,
      String host,
      List<DaemonAddress> adb,
      List<DaemonAddress> usbmuxd,
      Path dataDir,
      int reportsMax) {}

  /// The log.
  record Log(Format format, Level level) {
    enum Format {
      /// Text on a terminal, JSON elsewhere.
      AUTO,
      JSON,
      TEXT
    }

    enum Level {
      ERROR,
      WARN,
      INFO,
      DEBUG,
      TRACE
    }
  }
}
