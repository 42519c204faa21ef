package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The vendor's tutorial as a person does it: a shell script with curl and openssl against a whole
/// server. It is also what the README shows.
@Timeout(120)
final class TutorialTrial {

  @Test
  void curlAndOpensslComeThroughTheWholeTutorial(@TempDir Path folder) {
    try (TrialServer server = TrialServer.start(folder.resolve("data"))) {
      TrialCompany company = server.company("kdms.devices");
      String said =
          TrialTools.run(
              folder,
              Map.of(
                  "SERVER", server.origin().toString(),
                  "CLIENT_ID", company.client().id(),
                  "CLIENT_SECRET", company.client().secret(),
                  "FLEETWIRE", TrialProcess.commandLine()),
              "sh",
              TrialTools.SOURCES.resolve("sh/tutorial.sh").toString());
      assertThat(said)
          .contains("Verified OK", "trace is tutorial-1", "successes is 10000")
          .endsWith("done\n");
      assertThat(
              TrialJson.of(200, company.caller().get("/kwn/v1/subscriptions"))
                  .path("payload")
                  .size())
          .isZero();
    }
  }
}
