package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the page on the first hour shows, as a person does it: shell scripts with curl and openssl
/// against a whole server.
@Timeout(120)
final class TutorialTrial {

  @Test
  void curlAndOpensslComeThroughTheWholeTutorial(@TempDir Path folder) {
    try (TrialServer server = TrialServer.start(folder.resolve("data"))) {
      TrialCompany company = server.company("kdms.devices");
      assertThat(walk(folder, server, company, "tutorial.sh"))
          .contains("Verified OK", "trace is tutorial-1", "successes is 10000")
          .endsWith("done\n");
      assertThat(
              TrialJson.of(200, company.caller().get("/kwn/v1/subscriptions"))
                  .path("payload")
                  .size())
          .isZero();
    }
  }

  @Test
  void curlComesThroughOurOwnApiToAReceiverThatVerifies(@TempDir Path folder) {
    try (TrialServer server = TrialServer.start(folder.resolve("data"))) {
      assertThat(walk(folder, server, server.company("fleetwire"), "api.sh")).endsWith("done\n");
    }
  }

  private static String walk(Path folder, TrialServer server, TrialCompany company, String script) {
    return TrialTools.run(
        folder,
        Map.of(
            "SERVER", server.origin().toString(),
            "CLIENT_ID", company.client().id(),
            "CLIENT_SECRET", company.client().secret(),
            "FLEETWIRE", TrialProcess.commandLine()),
        "sh",
        TrialTools.SOURCES.resolve("sh").resolve(script).toString());
  }
}
