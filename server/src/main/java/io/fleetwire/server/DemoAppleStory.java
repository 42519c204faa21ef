package io.fleetwire.server;

import io.fleetwire.server.DemoBackend.Told;
import io.fleetwire.simulator.AppleFleet;
import io.fleetwire.simulator.FleetPlan;
import io.fleetwire.simulator.FleetProgress;
import io.fleetwire.simulator.FleetReport;
import io.fleetwire.simulator.NetworkPlan;
import io.fleetwire.simulator.ProfileSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Three Apple devices live through a whole management: they enrol, a backend decides what they do,
/// and they leave.
final class DemoAppleStory implements DemoStory {
  /// A Mac, a phone and a tablet.
  private static final int DEVICES = 3;

  private static final List<String> LIFE =
      List.of("Authenticate", "TokenUpdate", "CommandResult", "DeclarationStatus", "CheckOut");

  @Override
  public String title() {
    return "Apple: devices enrol, a backend decides, nothing is told twice";
  }

  @Override
  public DemoOutcome tell(DemoStage stage, DemoChecks checks) {
    Instant start = stage.screen().now();
    FleetPlan plan =
        FleetPlan.standard(DEVICES, ProfileSource.ofServer(stage.house().origin()))
            .with(NetworkPlan.STANDARD.withConnections(DEVICES));
    try (AppleFleet fleet = AppleFleet.of(plan, Wiring.simulator(), FleetProgress.SILENT)) {
      live(stage, fleet);
      Duration took = Duration.between(start, stage.screen().now());
      boolean heard = stage.until(() -> isAllTold(stage.backend(), fleet));
      checks.that(
          "the backend was told all, in order",
          heard,
          heard ? String.join(", ", LIFE) : lives(stage.backend(), fleet));
      check(fleet.report(), stage.backend().told(), checks);
      return new DemoOutcome("enrolment to check-out of three devices", took);
    }
  }

  private static void live(DemoStage stage, AppleFleet fleet) {
    DemoScreen screen = stage.screen();
    Instant since = screen.now();
    fleet.enrol("Enrolment");
    screen.step("Enrolment", DEVICES + " profiles, certificates by SCEP", since);
    since = screen.now();
    fleet.connect("Decisions");
    screen.step("Decisions", "a command each, then declarations", since);
    since = screen.now();
    fleet.connect("Idle");
    screen.step("Again", "nothing to do", since);
    since = screen.now();
    fleet.checkOut("Check-out");
    screen.step("Check-out", "profiles removed", since);
  }

  private static boolean isAllTold(DemoBackend backend, AppleFleet fleet) {
    return fleet.ids().stream().allMatch(device -> backend.told(device).equals(LIFE));
  }

  private static String lives(DemoBackend backend, AppleFleet fleet) {
    return fleet.ids().stream().map(backend::told).toList().toString();
  }

  private static void check(FleetReport report, List<Told> told, DemoChecks checks) {
    checks.same(
        "all devices ended as they should", Map.of("checked out", DEVICES), report.states());
    checks.that(
        "they noticed nothing wrong",
        report.isGood(),
        report.isGood() ? "no fault" : report.faults().toString());
    checks.same(
        "each has a certificate of its own",
        DEVICES + " different",
        certificates(told) + " different");
    List<String> serials = texts(told, "Authenticate", "/event/serialNumber");
    checks.that(
        "a command's result reached the backend",
        !serials.isEmpty()
            && sorted(serials)
                .equals(
                    sorted(
                        texts(
                            told, "CommandResult", "/event/payload/QueryResponses/SerialNumber"))),
        "DeviceInformation, serial numbers as enrolled");
    String lists = "/event/report/StatusItems/management/declarations";
    checks.same(
        "declarations are active and valid",
        List.of("activations", "configurations"),
        flawless(told, lists));
  }

  private static long certificates(List<Told> told) {
    return texts(told, "Authenticate", "/scope/identityCertificate").stream().distinct().count();
  }

  /// The kinds of which all devices report one declaration that is active and valid.
  private static List<String> flawless(List<Told> told, String lists) {
    List<String> kinds = new ArrayList<>();
    for (String kind : List.of("activations", "configurations")) {
      List<JsonNode> found = found(told, "DeclarationStatus", lists + "/" + kind + "/0");
      boolean well =
          found.size() == DEVICES
              && found.stream()
                  .allMatch(
                      state ->
                          state.path("active").asBoolean(false)
                              && state.path("valid").asString("").equals("valid"));
      if (well) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  private static List<String> texts(List<Told> told, String tag, String pointer) {
    return found(told, tag, pointer).stream().map(node -> node.asString("")).toList();
  }

  private static List<JsonNode> found(List<Told> told, String tag, String pointer) {
    return told.stream()
        .filter(one -> one.tag().equals(tag))
        .map(one -> one.body().at(pointer))
        .toList();
  }

  private static List<String> sorted(List<String> texts) {
    return texts.stream().sorted().toList();
  }
}
