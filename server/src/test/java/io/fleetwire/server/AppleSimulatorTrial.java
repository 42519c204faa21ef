package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.simulator.AppleFleet;
import io.fleetwire.simulator.AppleKind;
import io.fleetwire.simulator.FleetPlan;
import io.fleetwire.simulator.FleetProgress;
import io.fleetwire.simulator.FleetReport;
import io.fleetwire.simulator.IdentityProof;
import io.fleetwire.simulator.Manners;
import io.fleetwire.simulator.Misbehaviour;
import io.fleetwire.simulator.NetworkPlan;
import io.fleetwire.simulator.ProfileSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Simulated devices of every kind and manner against the whole server.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AppleSimulatorTrial {
  private DemoBackend backend;
  private TrialServer server;

  @BeforeAll
  void start(@TempDir Path data) {
    backend = DemoBackend.start();
    server = server(data, backend);
  }

  @AfterAll
  void stop() {
    server.close();
    backend.close();
  }

  static TrialServer server(Path data, DemoBackend backend) {
    return TrialServer.start(
        data,
        new TrialClock(),
        Map.of(
            "apple.webhook-url",
            backend.url().toString(),
            "apple.topic",
            "com.apple.mgmt.External.trial"));
  }

  static FleetPlan plan(TrialServer server, int devices) {
    return FleetPlan.standard(devices, ProfileSource.ofServer(server.origin()))
        .with(NetworkPlan.STANDARD.withConnections(16).withPatience(Duration.ofSeconds(20)));
  }

  @Test
  void devicesOfEveryKindComeToAGoodEnd() {
    FleetPlan plan = plan(server, 12).with(List.of(AppleKind.values()), 1).withSeed(7);
    try (AppleFleet fleet = fleet(plan)) {
      FleetReport report = wholeLife(fleet);
      assertThat(report.faults()).isEmpty();
      assertThat(report.states()).isEqualTo(Map.of("checked out", 12));
      // Macs, shared iPads and people's own Macs have a user besides.
      assertThat(report.commands("DeviceInformation", "Acknowledged")).isEqualTo(18);
      assertThat(report.requests("status")).isEqualTo(18);
      server.awaitIdle();
      assertThat(backend.told(fleet.ids().getFirst()))
          .containsExactly(
              "Authenticate", "TokenUpdate", "CommandResult", "DeclarationStatus", "CheckOut");
    }
  }

  @Test
  void whoMisbehavesComesToAGoodEndToo() {
    FleetPlan plan =
        plan(server, 12)
            .withSeed(8)
            .with(
                Manners.GOOD
                    .with(List.of(Misbehaviour.values()), 100)
                    .withLate(Duration.ofMillis(100)));
    try (AppleFleet fleet = fleet(plan)) {
      FleetReport report = wholeLife(fleet);
      assertThat(report.faults()).isEmpty();
      assertThat(report.states()).isEqualTo(Map.of("checked out", 12));
      server.awaitIdle();
      for (String device : fleet.ids()) {
        assertThat(backend.told(device))
            .as(device)
            .containsExactly(
                "Authenticate", "TokenUpdate", "CommandResult", "DeclarationStatus", "CheckOut");
      }
    }
  }

  @Test
  void aCertificateInTlsIsProofEnough(@TempDir Path folder) {
    Map<String, String> settings =
        Map.of(
            "server.tls.listen", "127.0.0.1:0",
            "server.public-url", "https://mdm.example.com",
            "apple.webhook-url", backend.url().toString(),
            "apple.topic", "com.apple.mgmt.External.trial");
    try (TrialServer secure = TrialServer.start(folder, new TrialClock(), settings);
        AppleFleet fleet =
            fleet(
                FleetPlan.standard(4, ProfileSource.ofServer(secure.tlsOrigin()))
                    .withSeed(10)
                    .with(
                        Manners.GOOD
                            .with(IdentityProof.CERTIFICATE)
                            .with(List.of(Misbehaviour.WRONG_CERTIFICATE, Misbehaviour.DROP), 100))
                    .with(NetworkPlan.STANDARD.trusting(List.of(), true)))) {
      FleetReport report = wholeLife(fleet);
      assertThat(report.faults()).isEmpty();
      assertThat(report.states()).isEqualTo(Map.of("checked out", 4));
      String origin = secure.tlsOrigin().toString();
      Captured.Run wary = Captured.run("simulate", "apple", "--server", origin, "--patience", "0s");
      assertThat(wary.out())
          .contains("a certificate that is not believed", "who issued it by --ca");
    }
  }

  @Test
  void whoHasNoTimeOrFailsIsAskedAgainOrTold() {
    FleetPlan plan = plan(server, 9).withSeed(11).with(Manners.GOOD.withAnswers(30, 20));
    try (AppleFleet fleet = fleet(plan)) {
      FleetReport report = wholeLife(fleet);
      assertThat(report.faults()).isEmpty();
      assertThat(report.commands("DeviceInformation", "Error")).isPositive();
      assertThat(report.commands("DeviceInformation", "NotNow")).isPositive();
    }
  }

  @Test
  void enrollingAnewBeginsAllAnew() {
    try (AppleFleet fleet = fleet(plan(server, 3).withSeed(9))) {
      fleet.enrol("Enrolment");
      fleet.connect("Round");
      fleet.enrol("Again");
      FleetReport report = wholeLife(fleet);
      assertThat(report.faults()).isEmpty();
      assertThat(report.requests("status")).isEqualTo(6);
    }
  }

  @Test
  void aSeedTellsWhoTheDevicesAre() {
    try (AppleFleet one = fleet(plan(server, 5).withSeed(3));
        AppleFleet same = fleet(plan(server, 5).withSeed(3));
        AppleFleet other = fleet(plan(server, 5).withSeed(4))) {
      assertThat(one.ids()).isEqualTo(same.ids()).doesNotContainAnyElementsOf(other.ids());
    }
  }

  @Test
  void theCommandReportsAndItsExitStatusTells() {
    List<String> command =
        new ArrayList<>(List.of("simulate", "apple", "--devices", "3", "--seed", "5"));
    command.addAll(List.of("--check-out", "--server", server.origin().toString()));
    Captured.Run run = Captured.run(command.toArray(String[]::new));
    assertThat(run.out()).contains("checked out", "Every device ended as it should.");
    assertThat(run.status()).isEqualTo(ExitStatus.OK);
    command.addAll(List.of("--json", "--patience", "0s"));
    command.set(command.indexOf("--server"), "--profile");
    command.set(command.indexOf("--profile") + 1, server.origin().resolve("/nowhere").toString());
    Captured.Run failed = Captured.run(command.toArray(String[]::new));
    assertThat(failed.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(failed.out()).contains("\"good\":false", "the profile was answered 404");
    Captured.Run nobody =
        Captured.run("simulate", "apple", "--server", "http://127.0.0.1:1", "--patience", "0s");
    assertThat(nobody.out()).contains("127.0.0.1:1 cannot be reached");
    Captured.Run lazy =
        Captured.run("simulate", "apple", "--server", "http://a", "--misbehave", "resend,lazy");
    assertThat(lazy.err()).contains("there is no 'lazy'; write some of resend,drop,");
    assertThat(lazy.status()).isEqualTo(ExitStatus.USAGE);
  }

  static AppleFleet fleet(FleetPlan plan) {
    return AppleFleet.of(plan, Wiring.simulator(), FleetProgress.SILENT);
  }

  private static FleetReport wholeLife(AppleFleet fleet) {
    fleet.enrol("Enrolment");
    fleet.connect("Round 1");
    fleet.connect("Round 2");
    fleet.checkOut("Check-out");
    return fleet.report();
  }
}
