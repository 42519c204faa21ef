package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.simulator.AppleFleet;
import io.fleetwire.simulator.AppleKind;
import io.fleetwire.simulator.FleetPlan;
import io.fleetwire.simulator.FleetProgress;
import io.fleetwire.simulator.FleetReport;
import io.fleetwire.simulator.NetworkPlan;
import io.fleetwire.simulator.ProfileSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Simulated devices that enrol by ACME, with a maker that OpenSSL has made.
@Timeout(120)
final class AcmeSimulatorTrial {
  @TempDir private Path folder;
  private DemoBackend backend;
  private TrialMaker maker;

  @BeforeEach
  void start() {
    backend = DemoBackend.start();
    maker = TrialMaker.in(folder);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void devicesOfEveryKindEnrolByTheirHardware() {
    try (TrialServer server = server("required")) {
      FleetReport report = wholeLife(plan(maker.source(server.origin())));
      assertThat(report.faults()).isEmpty();
      assertThat(report.states()).isEqualTo(Map.of("checked out", 6));
      assertThat(report.requests("ACME")).isEqualTo(12);
    }
  }

  @Test
  void devicesWithoutHardwareAreRefusedUnlessTheyNeedNone() {
    try (TrialServer server = server("required")) {
      FleetReport report = wholeLife(plan(ProfileSource.ofServer(server.origin())));
      assertThat(report.faults().toString()).contains("an attestation is required");
    }
    try (TrialServer server = server("optional")) {
      FleetReport report = wholeLife(plan(ProfileSource.ofServer(server.origin())));
      assertThat(report.faults()).isEmpty();
      assertThat(report.states()).isEqualTo(Map.of("checked out", 6));
    }
  }

  private TrialServer server(String attestation) {
    return TrialServer.start(
        folder.resolve(attestation),
        new TrialClock(),
        Map.of(
            "apple.webhook-url",
            backend.url().toString(),
            "apple.topic",
            "com.apple.mgmt.External.trial",
            "apple.identity",
            "acme",
            "apple.acme.attestation",
            attestation,
            "apple.acme.roots-file",
            maker.roots().toString()));
  }

  private static FleetPlan plan(ProfileSource source) {
    return FleetPlan.standard(6, source)
        .with(List.of(AppleKind.values()), 0)
        .with(NetworkPlan.STANDARD.withConnections(6).withPatience(Duration.ofSeconds(20)));
  }

  /// Enrols, comes, enrols anew, comes, and leaves.
  private static FleetReport wholeLife(FleetPlan plan) {
    try (AppleFleet fleet = AppleFleet.of(plan, Wiring.simulator(), FleetProgress.SILENT)) {
      fleet.enrol("Enrolment");
      fleet.connect("Round");
      fleet.enrol("Again");
      fleet.connect("Again, round");
      fleet.checkOut("Check-out");
      return fleet.report();
    }
  }
}
