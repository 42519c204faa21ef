package io.fleetwire.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// A device lab that does not exist: hosts whose phones come, are used, fail and go, as their
/// agents would report it. Used by one thread; blocks.
public final class LabFleet implements AutoCloseable {
  private static final int PERCENT = 100;
  private static final int PAGE = 100;

  /// As many devices as an organization may have.
  private static final int PAGES_MAX = 2_500;

  /// What is late is told together; more would not be a pace but a burst.
  private static final int TOGETHER_MAX = 50;

  private final LabSurroundings around;
  private final FleetProgress progress;
  private final List<LabHost> hosts;

  private LabFleet(LabSurroundings around, FleetProgress progress) {
    this.around = around;
    this.progress = progress;
    this.hosts = hosts(around);
  }

  /// A lab whose server knows nothing of it yet.
  public static LabFleet of(LabPlan plan, SimulatorWorld world, FleetProgress progress) {
    // Each host keeps its connection, and so does whoever looks at the end.
    NetworkPlan network = plan.network().withConnections(plan.hosts() + 1);
    return new LabFleet(
        new LabSurroundings(
            plan, world, new Network(network, Optional.empty()), new Patience(), new LabTally()),
        progress);
  }

  private static List<LabHost> hosts(LabSurroundings around) {
    LabPlan plan = around.plan();
    RandomGenerator dice = around.world().dice().apply(plan.seed());
    List<LabHost> hosts = new ArrayList<>();
    for (int i = 0; i < plan.hosts(); i++) {
      boolean chosen = dice.nextInt(PERCENT) < plan.misbehavingPercent();
      Optional<LabMisbehaviour> misbehaviour =
          plan.misbehaviours().isEmpty() || !chosen
              ? Optional.empty()
              : Optional.of(plan.misbehaviours().get(i % plan.misbehaviours().size()));
      RandomGenerator own = around.world().dice().apply(dice.nextLong());
      hosts.add(new LabHost(around, i + 1, own, misbehaviour));
    }
    return hosts;
  }

  /// Every host is started, with all of its devices attached.
  public void arrive() {
    AtomicInteger done = new AtomicInteger();
    progress.reached("Arrival", 0, hosts.size());
    together(
        host -> {
          host.arrive();
          reached("Arrival", done.incrementAndGet(), hosts.size());
        });
  }

  /// Devices change, as often and as fast as the plan says.
  public void live() {
    int changes = around.plan().changes();
    AtomicInteger left = new AtomicInteger(changes);
    AtomicInteger done = new AtomicInteger();
    Duration each = Duration.ofSeconds(hosts.size()).dividedBy(around.plan().perSecond());
    Instant begun = around.world().clock().instant();
    progress.reached("Changes", 0, changes);
    together(
        host -> {
          Instant due = begun;
          for (int now = take(left, 1); now > 0; now = take(left, late(due, each))) {
            host.live(now);
            reached("Changes", done.addAndGet(now), changes);
            due = due.plus(each.multipliedBy(now));
            Duration rest = Duration.between(around.world().clock().instant(), due);
            if (rest.isPositive()) {
              around.patience().pause(rest);
            }
            if (around.patience().isOver()) {
              return;
            }
          }
        });
  }

  /// How many changes are due by now, at least one.
  private int late(Instant due, Duration each) {
    Duration late = Duration.between(due, around.world().clock().instant());
    long behind = each.isPositive() && late.isPositive() ? late.dividedBy(each) : 0;
    return Math.clamp(behind, 1, TOGETHER_MAX);
  }

  private static int take(AtomicInteger left, int wanted) {
    int before = left.getAndUpdate(rest -> Math.max(0, rest - wanted));
    return Math.min(before, wanted);
  }

  private synchronized void reached(String what, int done, int total) {
    progress.reached(what, done, total);
  }

  /// Whether the server has each device as it is; what differs is a fault.
  public void check() {
    if (around.patience().isOver()) {
      return;
    }
    Map<String, LabDevice> expected = new HashMap<>();
    hosts.forEach(host -> host.devices().forEach(device -> expected.put(device.udid(), device)));
    try (LabLine line = new LabLine(around)) {
      for (int page = 1; page <= PAGES_MAX && !expected.isEmpty(); page++) {
        Reception reception =
            line.get("devices", "/v2/devices?page=%d&size=%d".formatted(page, PAGE));
        if (!(reception instanceof Reception.Taken(Answer answer))) {
          around.tally().fault("all", "the list of devices " + reception.told());
          return;
        }
        JsonNode devices = Json.parse(answer.body()).orElseGet(Json::object).path("devices");
        if (devices.isEmpty()) {
          break;
        }
        devices.forEach(device -> compare(device, expected));
      }
    }
    expected.keySet().forEach(udid -> around.tally().fault(udid, "a device is not in the list"));
  }

  private void compare(JsonNode listed, Map<String, LabDevice> expected) {
    LabDevice device = expected.remove(listed.path("udid").stringValue(""));
    if (device == null) {
      return;
    }
    String has = listed.path("effectiveStatus").stringValue("");
    if (!has.equals(device.status().word())) {
      around
          .tally()
          .fault(
              device.udid(),
              "a device is %s, and the server has it as %s".formatted(device.status().word(), has));
    }
  }

  private void together(Consumer<LabHost> job) {
    CountDownLatch all = new CountDownLatch(hosts.size());
    for (LabHost host : hosts) {
      Thread.ofVirtual()
          .name("lab-host")
          .start(
              () -> {
                try {
                  job.accept(host);
                } catch (RuntimeException | Error e) {
                  around.tally().fault("a host", "a bug of the simulator: " + e);
                } finally {
                  all.countDown();
                }
              });
    }
    try {
      all.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      around.patience().stop();
    }
  }

  /// What became of it until now.
  public LabReport report() {
    Map<String, Integer> statuses = new TreeMap<>();
    hosts.forEach(
        host ->
            host.devices()
                .forEach(device -> statuses.merge(device.status().word(), 1, Integer::sum)));
    return new LabReport(
        around.plan().seed(),
        hosts.size(),
        hosts.size() * around.plan().devicesEach(),
        statuses,
        around.tally().told(),
        around.tally().figures().requestFigures(),
        around.tally().figures().faultFigures());
  }

  /// Ends what waits.
  @Override
  public void close() {
    around.patience().stop();
    hosts.forEach(LabHost::close);
  }
}
