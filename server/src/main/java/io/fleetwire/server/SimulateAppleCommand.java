package io.fleetwire.server;

import io.fleetwire.server.Kind.BadSetting;
import io.fleetwire.simulator.AppleFleet;
import io.fleetwire.simulator.FleetReport;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `simulate apple`: Apple devices that enrol, connect, synchronize declarations and leave.
final class SimulateAppleCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Options.command(
        "apple",
        "Apple devices: they install an enrolment profile, get a certificate by SCEP, check in,"
            + " do what they are told, keep their declarations, and notice what a server must not"
            + " do. Exit status 0 only if every device ended as it should.",
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
        Options.text("--not-now", "PERCENT", "How often there is no time for a command (0)."),
        Options.text("--errors", "PERCENT", "How often a command fails (0)."),
        Options.text(
            "--misbehave",
            "LIST",
            "How some misbehave, in turn: resend, drop, late, malformed, wrong-certificate,"
                + " clock-skew."),
        Options.text("--misbehaving", "PERCENT", "How many of them do (100)."),
        Options.text("--late", "TIME", "How late a late one is (2s)."),
        Options.text("--connections", "N", "How many are at work at a time (128)."),
        Options.text("--patience", "TIME", "For how long they repeat what is not taken (2m)."),
        Options.text("--ca", "FILE", "Believe servers by these PEM certificates, too."),
        Options.flag("--insecure", "Believe every server."),
        Options.flag("--json", "Report as one JSON object."));
  }

  @Override
  public int run(ParseResult arguments, Console console) throws BadSetting {
    SimulateApplePlan plan = SimulateApplePlan.of(arguments);
    FleetReport report = simulate(plan, console);
    boolean json = Options.has(arguments, "--json");
    console.out().print(json ? SimulateReport.json(report) : SimulateReport.text(report));
    return report.isGood() ? ExitStatus.OK : ExitStatus.REFUSED;
  }

  private static FleetReport simulate(SimulateApplePlan plan, Console console) {
    DemoScreen screen =
        new DemoScreen(console.err(), DemoCommand.terminal(console), Wiring.clock());
    try (AppleFleet fleet = AppleFleet.of(plan.fleet(), Wiring.simulator(), screen::progress)) {
      fleet.enrol("Enrolment");
      rounds(fleet, plan, "Round");
      if (plan.enrolsAgain()) {
        fleet.enrol("Again");
        rounds(fleet, plan, "Again, round");
      }
      if (plan.checksOut()) {
        fleet.checkOut("Check-out");
      }
      return fleet.report();
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
