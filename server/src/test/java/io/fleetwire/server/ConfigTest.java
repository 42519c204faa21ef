package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.AccessSettings;
import io.fleetwire.agent.DaemonAddress;
import io.fleetwire.egress.EgressSettings;
import io.fleetwire.engine.EngineLimits;
import io.fleetwire.engine.Secret;
import io.fleetwire.knox.KnoxSettings;
import io.fleetwire.server.ConfigReader.Answer;
import io.fleetwire.web.ListenAddress;
import io.fleetwire.web.WebSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every setting by itself: what holds without it, and that it gets to where it belongs.
final class ConfigTest {
  /// The folder of the embedded database, as everybody finds it.
  private static final String EMBEDDED = Path.of("data").toAbsolutePath().toString();

  record Case(Key<?> key, Object fallback, String text, Object value, Function<Config, ?> place) {}

  static Case c(Key<?> key, Object fallback, String text, Object value, Function<Config, ?> place) {
    return new Case(key, fallback, text, value, place);
  }

  static Stream<Case> cases() {
    return Stream.of(
            serverCases(),
            egressCases(),
            dialectCases(),
            agentCases(),
            otherCases(),
            AppleSettingCases.all())
        .flatMap(Function.identity());
  }

  private static Stream<Case> serverCases() {
    return Stream.of(
        c(
            Keys.LISTEN,
            new ListenAddress("127.0.0.1", 8080),
            "[::1]:0",
            new ListenAddress("::1", 0),
            config -> config.server().listen()),
        c(
            Keys.PUBLIC_URL,
            List.of(),
            "https://fleet.example.com",
            List.of(URI.create("https://fleet.example.com")),
            config -> config.server().publicUrls()),
        c(
            Keys.TLS_LISTEN,
            List.of(),
            "0.0.0.0:8443",
            List.of(new ListenAddress("0.0.0.0", 8443)),
            config -> config.server().tls().listens()),
        c(
            Keys.TLS_CERTIFICATE_FILE,
            List.of(),
            "cert.pem",
            List.of(Path.of("cert.pem")),
            config -> config.server().tls().certificateFiles()),
        c(
            Keys.TLS_KEY_FILE,
            List.of(),
            "key.pem",
            List.of(Path.of("key.pem")),
            config -> config.server().tls().keyFiles()),
        c(Keys.CONNECTIONS_MAX, 4096, "16", 16, config -> config.server().connectionsMax()),
        c(
            Keys.DRAIN,
            Duration.ofSeconds(10),
            "2m",
            Duration.ofMinutes(2),
            config -> config.server().drain()),
        c(Keys.DATA_DIR, Path.of("data"), "/srv/x", Path.of("/srv/x"), Config::dataDir),
        c(
            Keys.DATABASE_URL,
            EMBEDDED,
            "postgresql://u:p@h/d",
            "postgresql://u@h/d",
            config -> config.database().toString()),
        // Without a URL there is nothing to have a password for.
        c(Keys.DATABASE_PASSWORD, EMBEDDED, "p", EMBEDDED, config -> config.database().toString()));
  }

  private static Stream<Case> egressCases() {
    return Stream.of(
        c(
            EgressKeys.ALLOW,
            List.of(),
            "127.0.0.0/8, fd00::/8",
            List.of("127.0.0.0/8", "fd00::/8"),
            config -> config.egress().allow()),
        c(
            EgressKeys.DENY,
            List.of(),
            "10.0.0.0/8",
            List.of("10.0.0.0/8"),
            config -> config.egress().deny()),
        c(
            EgressKeys.CA_FILE,
            List.of(),
            "ca.pem",
            List.of(Path.of("ca.pem")),
            config -> config.egress().caFiles()),
        c(
            EgressKeys.PROXY,
            List.of(),
            "http://proxy.example:3128",
            List.of(URI.create("http://proxy.example:3128")),
            config -> config.egress().proxy().urls()),
        c(
            EgressKeys.PROXY_CREDENTIALS,
            List.of(),
            "kai:sesame",
            List.of(new Secret("kai:sesame")),
            config -> config.egress().proxy().credentials()),
        c(
            EgressKeys.PROXY_EXCEPT,
            List.of(),
            "Corp.example, 10.0.0.0/8",
            List.of("corp.example", "10.0.0.0/8"),
            config -> config.egress().proxy().except()));
  }

  private static Stream<Case> dialectCases() {
    return Stream.of(
        c(Keys.KWN_SIGNATURE, "aligned", "padded", "padded", config -> config.kwn().signature()),
        c(Keys.KWN_CREATED_STATUS, 200, "201", 201, config -> config.kwn().createdStatus()),
        c(Keys.KWN_HTTPS_ONLY, false, "true", true, config -> config.kwn().httpsOnly()),
        c(
            Keys.KWN_CERTIFICATE_NAME,
            "Fleetwire Webhook Notification",
            "*.example.com",
            "*.example.com",
            config -> config.kwn().certificate().name()),
        c(
            Keys.KWN_CERTIFICATE_ORGANIZATION,
            "Fleetwire",
            "Example",
            "Example",
            config -> config.kwn().certificate().organization()),
        c(
            Keys.KWN_CERTIFICATE_VALIDITY,
            Period.ofYears(3),
            "18mo",
            Period.of(1, 6, 0),
            config -> config.kwn().certificate().validity()),
        c(
            Keys.KWN_CERTIFICATE_RENEW_BEFORE,
            Duration.ofDays(180),
            "90d",
            Duration.ofDays(90),
            config -> config.kwn().certificate().renewBefore()),
        c(
            Keys.KWN_CERTIFICATE_OVERLAP,
            Duration.ofDays(30),
            "45d",
            Duration.ofDays(45),
            config -> config.kwn().certificate().overlap()),
        c(Keys.KDMS_LUHN, "warn", "require", "require", config -> config.kdms().luhn()),
        c(
            Keys.LAB_HOST_PATIENCE,
            Duration.ofSeconds(60),
            "2m",
            Duration.ofMinutes(2),
            config -> config.lab().hostPatience()),
        c(
            Keys.LAB_HISTORY_KEPT,
            Duration.ofDays(30),
            "7d",
            Duration.ofDays(7),
            config -> config.lab().historyKept()));
  }

  private static Stream<Case> agentCases() {
    return Stream.of(
        c(
            AgentKeys.SERVER,
            List.of(),
            "https://fleet.example.com",
            List.of(URI.create("https://fleet.example.com")),
            config -> config.agent().servers()),
        c(AgentKeys.LOGIN, "", "a@lab.example", "a@lab.example", config -> config.agent().login()),
        c(
            AgentKeys.KEY_FILE,
            List.of(),
            "/run/key",
            List.of(Path.of("/run/key")),
            config -> config.agent().keyFiles()),
        c(AgentKeys.HOST, "", "rack-1", "rack-1", config -> config.agent().host()),
        c(
            AgentKeys.ADB,
            List.of(new DaemonAddress.Tcp("127.0.0.1", 5037)),
            "",
            List.of(),
            config -> config.agent().adb()),
        c(
            AgentKeys.USBMUXD,
            List.of(new DaemonAddress.Unix(Path.of("/var/run/usbmuxd"))),
            "127.0.0.1:27015",
            List.of(new DaemonAddress.Tcp("127.0.0.1", 27_015)),
            config -> config.agent().usbmuxd()),
        c(
            AgentKeys.DATA_DIR,
            Path.of("agent-data"),
            "/var/lib/agent",
            Path.of("/var/lib/agent"),
            config -> config.agent().dataDir()),
        c(AgentKeys.REPORTS_MAX, 100_000, "5000", 5_000, config -> config.agent().reportsMax()));
  }

  private static Stream<Case> otherCases() {
    return Stream.of(
        c(Keys.OAUTH_ISSUER, "fleetwire", "me", "me", config -> config.oauth().issuer()),
        c(
            Keys.OAUTH_KEY_LIFETIME,
            Duration.ofDays(90),
            "30d",
            Duration.ofDays(30),
            config -> config.oauth().keyLifetime()),
        c(
            Keys.OAUTH_REFRESH_LIFETIME,
            Duration.ofDays(90),
            "2h",
            Duration.ofHours(2),
            config -> config.oauth().refreshLifetime()),
        c(Keys.ENGINE_HELD_MAX, 50_000, "100", 100, config -> config.engine().heldMax()),
        c(
            Keys.ENGINE_HELD_BYTES_MAX,
            64L << 20,
            "1GiB",
            1L << 30,
            config -> config.engine().heldBytesMax()),
        c(
            Keys.ENGINE_HELD_PER_ENDPOINT_MAX,
            2_000,
            "10",
            10,
            config -> config.engine().heldPerEndpointMax()),
        c(Keys.ENGINE_ATTEMPTS_MAX, 1_024, "2", 2, config -> config.engine().attemptsMax()),
        c(
            Keys.ENGINE_GRACE,
            Duration.ofSeconds(10),
            "500ms",
            Duration.ofMillis(500),
            config -> config.engine().grace()),
        c(
            Keys.ENGINE_KEEP_OUTSTANDING,
            Duration.ofDays(14),
            "36h",
            Duration.ofHours(36),
            config -> Rooms.limits(config.engine()).deliveries().keep()),
        c(
            Keys.ENGINE_KEEP_LOG,
            Duration.ofDays(30),
            "15d",
            Duration.ofDays(15),
            config -> Rooms.limits(config.engine()).deliveries().remember()),
        c(
            Keys.LOG_FORMAT,
            Config.Log.Format.AUTO,
            "json",
            Config.Log.Format.JSON,
            config -> config.log().format()),
        c(
            Keys.LOG_LEVEL,
            Config.Log.Level.INFO,
            "warn",
            Config.Log.Level.WARN,
            config -> config.log().level()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aSettingHasItsDefaultAndGetsToItsPlace(Case expected) {
    assertThat(expected.place().apply(read(Map.of()))).isEqualTo(expected.fallback());
    assertThat(expected.place().apply(read(Map.of(expected.key().name(), expected.text()))))
        .isEqualTo(expected.value());
  }

  @Test
  void everySettingHasACaseHere() {
    assertThat(cases().<Object>map(Case::key)).containsExactlyInAnyOrderElementsOf(Keys.ALL);
  }

  @Test
  void namesFollowTheMechanicalRule() {
    assertThat(EgressKeys.ALLOW.variable()).isEqualTo("FLEETWIRE_EGRESS_ALLOW");
    assertThat(Keys.PUBLIC_URL.variable()).isEqualTo("FLEETWIRE_SERVER_PUBLIC_URL");
    assertThat(Keys.ALL)
        .extracting(Key::name)
        .allMatch(name -> name.matches("[a-z]+(\\.[a-z-]+){1,2}"));
    assertThat(Keys.ALL).extracting(Key::variable).doesNotHaveDuplicates();
  }

  @Test
  void withoutSettingsEachRoomDoesWhatItDoesByItself() {
    Config config = read(Map.of());
    assertThat(Rooms.web(config.server()))
        .isEqualTo(WebSettings.standard(new ListenAddress("127.0.0.1", 8080)));
    assertThat(Rooms.knox(config)).isEqualTo(KnoxSettings.STANDARD);
    assertThat(Rooms.limits(config.engine())).isEqualTo(EngineLimits.STANDARD);
    assertThat(Rooms.access(config.oauth()))
        .usingRecursiveComparison()
        .ignoringFields("catalogue")
        .isEqualTo(AccessSettings.standard("fleetwire"));
    assertThat(Rooms.egress(config.egress(), new BuildFacts("1")))
        .usingRecursiveComparison()
        .isEqualTo(EgressSettings.standard("1"));
  }

  @Test
  void theReferencePageIsMadeOfTheTable() {
    Golden.check("docs/reference/config.md", ConfigDocs.write());
  }

  private static Config read(Map<String, String> settings) {
    Answer answer = ConfigReader.read(List.of(Layer.commandLine(settings)));
    assertThat(answer).isInstanceOf(Answer.Good.class);
    return ((Answer.Good) answer).config();
  }
}
