package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.server.ConfigReader.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Settings from several places, and everything that can be wrong with them.
final class ConfigReaderTest {
  @TempDir Path folder;

  @Test
  void eachPlaceWinsOverTheOnesBefore() throws IOException {
    Layer file =
        file(
            """
            data.dir = "from-file"
            [server]
            listen = "127.0.0.1:1"
            drain = "1s"
            connections-max = 100
            [egress]
            deny = ["10.0.0.0/8", "192.168.0.0/16"]
            [kwn]
            https-only = true
            """);
    Layer environment =
        Layer.environment(
            Map.of("FLEETWIRE_SERVER_LISTEN", "127.0.0.1:2", "FLEETWIRE_SERVER_DRAIN", "2s"));
    Layer commandLine = Layer.commandLine(Map.of("server.listen", "127.0.0.1:3"));
    Config config = good(List.of(file, environment, commandLine));
    assertThat(config.server().listen().port()).isEqualTo(3);
    assertThat(config.server().drain()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.server().connectionsMax()).isEqualTo(100);
    assertThat(config.dataDir()).isEqualTo(Path.of("from-file"));
    assertThat(config.egress().deny()).containsExactly("10.0.0.0/8", "192.168.0.0/16");
    assertThat(config.kwn().httpsOnly()).isTrue();
  }

  @Test
  void everyFaultIsToldAtOnce() throws IOException {
    Layer file =
        file(
            """
            [server]
            listen = "here"
            drian = "1s"
            [log]
            level = "loud"
            format = 1.5
            """);
    Layer environment =
        Layer.environment(
            Map.of("FLEETWIRE_EGRES_ALLOW", "x", "FLEETWIRE_ENGINE_HELD_BYTES_MAX", "64"));
    String place = folder.resolve("fleetwire.toml").toString();
    assertThat(faults(List.of(file, environment)))
        .containsExactlyInAnyOrder(
            place + " has a value for log.format that no setting takes: 1.5",
            "there is no setting server.drian (in " + place + "); did you mean server.drain?",
            "there is no setting FLEETWIRE_EGRES_ALLOW; did you mean FLEETWIRE_EGRESS_ALLOW?",
            "server.listen = \"here\" (in "
                + place
                + "): write HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080; port 0 takes a free"
                + " one",
            "engine.held-bytes-max = \"64\" (in FLEETWIRE_ENGINE_HELD_BYTES_MAX): write a size from"
                + " 1MiB to 64GiB, with its unit: B, KiB, MiB or GiB",
            "log.level = \"loud\" (in "
                + place
                + "): write one of error, warn, info, debug, trace");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server.listen         | 127.0.0.1:65536           | HOST:PORT",
        "server.listen         | ::1:80                    | HOST:PORT",
        "server.public-url     | ftp://a                   | https://fleet.example.com",
        "server.public-url     | https://a/b               | without a path",
        "server.public-url     | https://u@a               | without a path",
        "server.drain          | 11m                       | a time from 0s to 10m",
        "server.drain          | 5                         | with its unit",
        "server.drain          | -5s                       | with its unit",
        "server.connections-max | 15                       | a whole number from 16 to 100000",
        "server.connections-max | 99999999999              | a whole number",
        "data.dir              | ''                        | write a path",
        "database.url          | postgresql://db/fleet     | write postgresql://USER:PASSWORD@HOST",
        "database.url          | mysql://db                | write sqlite",
        "database.url          | /var/lib/fleetwire        | choose the folder by data.dir",
        "database.url          | jdbc:postgresql://db/d    | without jdbc: before it",
        "egress.allow          | 10.0.0.0/33               | 10.0.0.0/33",
        "egress.deny           | here                      | here",
        "egress.proxy          | https://proxy:3128        | no TLS with the proxy itself",
        "egress.proxy          | http://kai:a@proxy:3128   | egress.proxy-credentials",
        "egress.proxy          | http://proxy              | write http://HOST:PORT",
        "egress.proxy          | http://proxy:70000        | a port from 1 to 65535",
        "egress.proxy-credentials | sesame                 | = \"******\"",
        "egress.proxy-except   | *.corp.example            | neither a name such as corp.example",
        "kwn.signature         | none                      | one of aligned, padded, rfc7515",
        "kwn.created-status    | 204                       | one of 200, 201",
        "kwn.https-only        | yes                       | true or false",
        "kwn.certificate-name  | ' '                       | 1 to 64 letters",
        "kwn.certificate-validity | 11mo                   | a year or more",
        "kwn.certificate-validity | 3                      | 3y or 18mo",
        "kwn.certificate-renew-before | 30d                | a time from 31d",
        "kwn.certificate-overlap | 200d                    | a longer time than that of kwn.",
        "engine.keep-outstanding | 30d                     | engine.keep-log: write a longer time",
        "engine.held-bytes-max | 1TiB                      | a size from 1MiB to 64GiB",
      })
  void aBadTextIsRefusedWithWhatToWrite(String key, String text, String told) {
    assertThat(faults(List.of(Layer.commandLine(Map.of(key, text)))))
        .singleElement()
        .asString()
        .contains(told);
  }

  @Test
  void aFileThatIsNoTomlIsToldWithItsLine() throws IOException {
    assertThat(faults(List.of(file("[server]\nlisten = \n"))))
        .singleElement()
        .asString()
        .contains("is not TOML: line 2");
    assertThat(faults(List.of(ConfigFile.read(folder.resolve("missing.toml")))))
        .singleElement()
        .asString()
        .endsWith("missing.toml does not exist");
    assertThat(faults(List.of(file("egress.allow = [\"a,b\"]"))))
        .singleElement()
        .asString()
        .contains("has a list for egress.allow");
    assertThat(faults(List.of(file("#".repeat(2_000_000)))))
        .singleElement()
        .asString()
        .contains("larger than 1 MiB");
  }

  @Test
  void aDatabaseThatIsNoneIsRefusedInTheEnvironmentToo() {
    Map<String, String> variables =
        Map.of("FLEETWIRE_DATABASE_URL", "jdbc:postgresql://db/d?user=u&password=hidden");
    assertThat(faults(List.of(Layer.environment(variables))))
        .singleElement()
        .asString()
        .contains("FLEETWIRE_DATABASE_URL", "without jdbc: before it")
        .doesNotContain("hidden");
  }

  @Test
  void whatIsNotOursInTheEnvironmentIsLeftAlone() {
    Map<String, String> foreign =
        Map.of(
            "FLEETWIRE_JAVA_OPTS", "-Xmx1g",
            "FLEETWIRE_SERVICE_HOST", "10.0.0.1",
            "FLEETWIRE_PORT_8080_TCP_ADDR", "10.0.0.1",
            "HOME", "/");
    assertThat(Layer.environment(foreign)).isEqualTo(Layer.EMPTY);
  }

  @Test
  void aRetiredSettingIsRefusedWithItsReplacement() {
    Answer answer =
        ConfigReader.read(
            List.of(Layer.commandLine(Map.of("server.port", "1"))),
            Map.of("server.port", "write server.listen"));
    assertThat(((Answer.Refused) answer).faults())
        .containsExactly(
            "there is no setting server.port (in the command line) any more; write server.listen");
  }

  private Layer file(String text) throws IOException {
    return ConfigFile.read(Files.writeString(folder.resolve("fleetwire.toml"), text));
  }

  private static Config good(List<Layer> layers) {
    Answer answer = ConfigReader.read(layers);
    assertThat(answer).isInstanceOf(Answer.Good.class);
    return ((Answer.Good) answer).config();
  }

  private static List<String> faults(List<Layer> layers) {
    Answer answer = ConfigReader.read(layers);
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused) answer).faults();
  }
}
