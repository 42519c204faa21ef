package io.fleetwire.server;

import io.fleetwire.server.Kind.BadSetting;
import io.fleetwire.simulator.AppleFleet;
import io.fleetwire.simulator.FleetProgress;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;

/// `simulate apple`: Apple devices that enrol, connect, synchronize declarations and leave.
final class SimulateAppleCommand implements Simulation {
  @Override
  public CommandSpec spec() {
    return Simulation.command(
        "apple",
        "Apple devices: they install an enrolment profile, get a certificate by SCEP or ACME, check"
            + " in, do what they are told, keep their declarations, and notice what a server must"
            + " not do. Exit status 0 only if every device ended as it should.",
        Options.text(
            "--server", "URL", "Try the server there: its profile is at /mdm/apple/enroll."),
        Options.text("--profile", "URL", "Try any server, by the address of its profile."),
        Options.text("--devices", "N", "How many devices (10)."),
        Options.text(
            "--kinds",
            "LIST",
            "Of which kinds, in turn: mac, iphone, ipad, shared-ipad, user-iphone, user-mac"
                + " (mac,iphone,ipad)."),
        Options.text("--users", "N", "Users of each Mac and each shared iPad (0)."),
        Options.text("--rounds", "N", "How often each device comes for commands (1)."),
        Options.text("--interval", "TIME", "How long devices rest between rounds (0s)."),
        Options.flag("--re-enroll", "Enrol all anew after the rounds, and do them again."),
        Options.flag("--check-out", "Remove the profile at the end."),
        Options.text("--seed", "N", "What is left to chance follows from it (1)."),
        Options.text(
            "--identity",
            "HOW",
            "Prove who they are by tls, by signature, or by what the profile says (profile)."),
        Options.text(
            "--attest-by",
            "FILE",
            "Where a profile asks for it, have keys attested by the key and certificate in this PEM"
                + " file, which the server believes (apple.acme.roots-file)."),
        Options.text("--not-now", "PERCENT", "How often there is no time for a command (0)."),
        Options.text("--errors", "PERCENT", "How often a command fails (0)."),
        Options.text(
            "--misbehave",
            "LIST",
            "How some misbehave, in turn: resend, drop, late, malformed, wrong-certificate,"
                + " clock-skew."),
        Options.text("--misbehaving", "PERCENT", "How many of them do (100)."),
        Options.text("--late", "TIME", "How late a late one is (2s)."),
        Options.text("--connections", "N", "How many are at work at a time (128)."));
  }

  @Override
  public SimulateReport simulate(SimulateWords words, FleetProgress progress) throws BadSetting {
    SimulateApplePlan plan = SimulateApplePlan.of(words);
    try (AppleFleet fleet = AppleFleet.of(plan.fleet(), Wiring.simulator(), progress)) {
      fleet.enrol("Enrolment");
      rounds(fleet, plan, "Round");
      if (plan.enrolsAgain()) {
        fleet.enrol("Again");
        rounds(fleet, plan, "Again, round");
      }
      if (plan.checksOut()) {
        fleet.checkOut("Check-out");
      }
      return SimulateReport.of(fleet.report());
    }
  }

  private static void rounds(AppleFleet fleet, SimulateApplePlan plan, String name) {
    for (int round = 1; round <= plan.rounds(); round++) {
      fleet.connect(name + " " + round);
      if (round < plan.rounds() && plan.interval().compareTo(Duration.ZERO) > 0) {
        fleet.pause(plan.interval());
      }
    }
  }
}
