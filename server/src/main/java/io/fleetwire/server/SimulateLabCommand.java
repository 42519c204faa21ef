package io.fleetwire.server;

import io.fleetwire.server.Kind.BadSetting;
import io.fleetwire.simulator.FleetProgress;
import io.fleetwire.simulator.LabAccess;
import io.fleetwire.simulator.LabFleet;
import io.fleetwire.simulator.LabMisbehaviour;
import io.fleetwire.simulator.LabPlan;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `simulate lab`: hosts whose phones come, are used, fail and go, without a phone.
final class SimulateLabCommand implements Simulation {
  private static final int HOSTS_MAX = 1_000;

  /// As many as a host may have.
  private static final int DEVICES_MAX = 1_000;

  private static final int CHANGES_MAX = 10_000_000;
  private static final int PER_SECOND_MAX = 100_000;

  @Override
  public CommandSpec spec() {
    return Simulation.command(
        "lab",
        "A device lab: hosts report phones that are plugged in, used, lost and pulled out, as an"
            + " agent and a program that runs sessions would, and compare at the end what the"
            + " server has. Exit status 0 only if that is how the phones are.",
        Options.text("--server", "URL", "The server with the lab."),
        Options.text("--login", "WHO", "Somebody who may report devices."),
        Options.text("--key-file", "FILE", "The file with that person's API key."),
        Options.text("--hosts", "N", "How many hosts (2)."),
        Options.text("--devices", "N", "How many devices each host has (10)."),
        Options.text("--changes", "N", "How many changes of devices there are in all (200)."),
        Options.text("--rate", "N", "How many changes a second (10)."),
        Options.text("--seed", "N", "What is left to chance follows from it (1)."),
        Options.text(
            "--misbehave",
            "LIST",
            "How some hosts misbehave, in turn: repeat, drop, forget, malformed, flap."),
        Options.text("--misbehaving", "PERCENT", "How many of them do (100)."));
  }

  @Override
  public SimulateReport simulate(SimulateWords words, FleetProgress progress) throws BadSetting {
    try (LabFleet lab = LabFleet.of(plan(words), Wiring.simulator(), progress)) {
      lab.arrive();
      lab.live();
      lab.check();
      return SimulateReport.of(lab.report());
    }
  }

  private static LabPlan plan(SimulateWords words) throws BadSetting {
    List<LabMisbehaviour> misbehaviours =
        words.list("--misbehave", List.of(), LabMisbehaviour.values(), LabMisbehaviour::word);
    return LabPlan.standard(
            access(words),
            words.number("--hosts", 2, 1, HOSTS_MAX),
            words.number("--devices", 10, 1, DEVICES_MAX))
        .changing(
            words.number("--changes", 200, 0, CHANGES_MAX),
            words.number("--rate", 10, 1, PER_SECOND_MAX))
        .withSeed(words.seed())
        .with(misbehaviours, words.percent("--misbehaving", 100))
        .with(words.network());
  }

  private static LabAccess access(SimulateWords words) throws BadSetting {
    Optional<URI> server = words.url("--server");
    Optional<String> login = words.text("--login");
    Optional<String> file = words.text("--key-file");
    if (server.isEmpty() || login.isEmpty() || file.isEmpty()) {
      throw new BadSetting("give --server, --login and --key-file");
    }
    return new LabAccess(
        server.get(), login.get(), KeyFile.read("--key-file", Path.of(file.get())).reveal());
  }
}
