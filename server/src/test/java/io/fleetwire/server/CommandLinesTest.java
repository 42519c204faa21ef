package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Command lines as people type them, in this process.
final class CommandLinesTest {
  private static final String GOLDEN = "server/src/test/resources/golden/";

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "serve",
        "bootstrap",
        "organizations",
        "migrate",
        "certificate",
        "listen",
        "verify",
        "simulate",
        "version"
      })
  void helpIsReviewed(String command) {
    Captured.Run run = Captured.run(command, "--help");
    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    assertThat(run.err()).isEmpty();
    Golden.check(GOLDEN + "help-" + command + ".txt", run.out());
  }

  @Test
  void helpOfFleetsIsReviewed() {
    Captured.Run run = Captured.run("simulate", "apple", "--help");
    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    Golden.check(GOLDEN + "help-simulate-apple.txt", run.out());
  }

  @Test
  void helpListsTheCommandsAndTheExitStatus() {
    Captured.Run run = Captured.run("--help");
    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    Golden.check(GOLDEN + "help.txt", run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                            | Usage: fleetwire",
        "brew                          | there is no command brew",
        "serv                          | there is no command serv; did you mean serve?",
        "serve --port 80               | there is no option --port",
        "serve --listen                | Missing required parameter",
        "certificate --renew --rekey   | choose --renew, or --rekey",
        "certificate --now             | choose --renew, or --rekey",
        "verify --body x               | give all of --certificate, --signature and --body",
        "verify --body x --signature y --certificate nowhere | --certificate: nowhere cannot be"
            + " read",
        "listen --listen here          | write HOST:PORT",
        "listen --answer 99            | a whole number from 200 to 599",
        "simulate                      | Usage: fleetwire simulate",
        "simulate apple                | give one of --server and --profile",
        "simulate apple --server here  | --server: write an address such as",
        "simulate apple --server http://a --kinds mac,fridge | --kinds: there is no 'fridge'",
        "simulate apple --server http://a --devices 0 | --devices: write a whole number from 1",
        "bootstrap --scopes a:b:c      | --scopes: write names such as kdms.devices:upload",
      })
  void aCommandLineThatCannotBeUnderstoodIsToldHowItIsCalled(String line, String told) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
    Captured.Run run = Captured.run(arguments);
    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(told);
  }

  @Test
  void aBadConfigurationIsRefusedAsAWhole() throws IOException {
    Path file = Files.writeString(data.resolve("f.toml"), "[log]\nlevel = \"loud\"\n");
    Captured.Run run =
        Captured.run("serve", "--config", file.toString(), "--database", "postgresql://u:hidden@");
    assertThat(run.status()).isEqualTo(ExitStatus.CONFIG);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("fleetwire cannot start, because of its configuration:\n  - ")
        .contains("write postgresql://USER:PASSWORD@HOST:PORT/DATABASE")
        .contains("database.url = \"postgresql://u:******@\"")
        .doesNotContain("hidden")
        .contains("log.level = \"loud\"")
        .endsWith("Every setting is described in docs/reference/config.md.\n");
  }

  @Test
  void versionIsTwoLines() {
    Captured.Run run = Captured.run("version");
    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    assertThat(run.out()).matches("fleetwire \\S+\njava \\S+\n");
  }
}
