package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.simulator.FleetProgress;
import io.fleetwire.simulator.LabAccess;
import io.fleetwire.simulator.LabFleet;
import io.fleetwire.simulator.LabMisbehaviour;
import io.fleetwire.simulator.LabPlan;
import io.fleetwire.simulator.LabReport;
import io.fleetwire.testkit.FakeReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A lab without phones, at a whole server: what its hosts expect to be told is what a receiver is
/// told.
final class LabSimulatorTrial {
  private static final Duration BOUND = Duration.ofSeconds(40);

  @TempDir private Path folder;
  private final FakeReceiver receiver = FakeReceiver.start();
  private TrialServer server;
  private TrialLab lab;

  @BeforeEach
  void start() {
    server = TrialServer.start(folder.resolve("data"));
    lab = TrialLab.open(server);
    lab.webhook("all", receiver.url("/all"), TrialLab.VENDORS);
  }

  @AfterEach
  void stop() {
    server.close();
    receiver.close();
  }

  @Test
  void whatHostsExpectIsWhatAReceiverIsTold() {
    assertThat(tell(LabPlan.standard(access(), 3, 4).changing(150, 1_000)).devices()).isEqualTo(12);
  }

  @Test
  void whoMisbehavesComesToTheSameEnd() {
    List<LabMisbehaviour> all = Arrays.asList(LabMisbehaviour.values());
    tell(LabPlan.standard(access(), all.size(), 3).changing(150, 1_000).with(all, 100));
  }

  @Test
  void theCommandReportsAndItsExitStatusTells() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), lab.key() + System.lineSeparator());
    String[] words = {
      "simulate",
      "lab",
      "--server",
      server.origin().toString(),
      "--login",
      lab.login(),
      "--key-file",
      key.toString(),
      "--changes",
      "20",
      "--rate",
      "1000",
      "--seed",
      "9",
      "--json"
    };
    Captured.Run run = Captured.run(words);
    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
    assertThat(run.out()).contains("\"good\":true", "\"devices\":20", "device.status.online");
    assertThat(Captured.run("simulate", "lab").status()).isEqualTo(ExitStatus.USAGE);
    Files.writeString(key, "fw_key_wrong");
    Captured.Run wrong = Captured.run(words);
    assertThat(wrong.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(wrong.out()).contains("\"good\":false", "was answered 401");
  }

  private LabReport tell(LabPlan plan) {
    try (LabFleet fleet = LabFleet.of(plan, Wiring.simulator(), FleetProgress.SILENT)) {
      fleet.arrive();
      fleet.live();
      fleet.check();
      LabReport report = fleet.report();
      assertThat(report.faults()).isEmpty();
      receiver.await(_ -> told().equals(report.told()), BOUND);
      server.awaitIdle();
      assertThat(told()).isEqualTo(report.told());
      return report;
    }
  }

  private Map<String, Long> told() {
    return receiver.callbacks().stream()
        .collect(
            Collectors.groupingBy(
                callback ->
                    TrialJson.read(callback.body().bytes()).path("eventActivity").stringValue(),
                TreeMap::new,
                Collectors.counting()));
  }

  private LabAccess access() {
    return new LabAccess(server.origin(), lab.login(), lab.key());
  }
}
