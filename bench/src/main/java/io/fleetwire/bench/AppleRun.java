package io.fleetwire.bench;

import io.fleetwire.engine.Must;
import io.fleetwire.pki.Authority;
import io.fleetwire.pki.Certificates;
import io.fleetwire.simulator.AppleFleet;
import io.fleetwire.simulator.FleetPlan;
import io.fleetwire.simulator.FleetProgress;
import io.fleetwire.simulator.NetworkPlan;
import io.fleetwire.simulator.ProfileSource;
import io.fleetwire.simulator.SimulatorWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Enrols a fleet, lets it connect, and lets the same connects go through a bare relay. Confined to
/// one thread.
final class AppleRun {
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private final Workshop shop;
  private final Plan plan;

  /// Whom the server believes besides itself: devices that ask by SCEP would take most of the time
  /// and are not what is measured.
  private final Authority authority =
      Authority.create("Bench CA", InstantSource.system().instant(), new SecureRandom());

  AppleRun(Workshop shop, Plan plan) {
    this.shop = shop;
    this.plan = plan;
  }

  /// `proxied` devices are known by the header of a proxy, all others by their signature.
  record Plan(int devices, int connections, boolean proxied, LoadPlan.Timing timing) {}

  /// What a part showed: requests a second, latencies in milliseconds.
  record Part(
      Spread perSecond,
      Spread half,
      Spread most,
      Spread cpuPer10k,
      long failed,
      Map<String, Integer> failures) {
    Part {
      failures = Map.copyOf(failures);
    }
  }

  record Shown(Duration enrolled, Part connects, Part bare, long enrolledBytes, long peakBytes) {}

  Shown run() throws InterruptedException {
    try (Receiver backend = Receiver.start(new Ledger(System.nanoTime()), 1, Receiver.IDLE)) {
      int backendPort = backend.ports().getFirst();
      WholeServer.Serving serving = server(backendPort).serve();
      ChildProcess server = serving.process();
      URI origin = serving.origin();
      long start = System.nanoTime();
      List<byte[]> connects = enrol(origin);
      Duration enrolled = Duration.ofNanos(System.nanoTime() - start);
      long bytes = Machine.peakBytes(server.handle());
      Part measured = part(origin.getPort(), connects, server);
      long peak = Machine.peakBytes(server.handle());
      server.end(START_MAX);
      ChildProcess relay = shop.start(BareRelay.class, List.of(String.valueOf(backendPort)));
      Part bare = part(relay.awaitReady(START_MAX), connects, relay);
      relay.end(START_MAX);
      return new Shown(enrolled, measured, bare, bytes, peak);
    }
  }

  private WholeServer server(int backendPort) {
    Path issuers = shop.folder().resolve("issuers.pem");
    try {
      Files.writeString(issuers, Certificates.pem(authority.certificate()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return WholeServer.in(
        shop,
        """
        [apple]
        webhook-url = "http://127.0.0.1:%d"
        topic = "com.apple.mgmt.External.bench"
        proxies = ["127.0.0.0/8"]
        issuers-file = "%s"
        """
            .formatted(backendPort, issuers));
  }

  private List<byte[]> enrol(URI origin) {
    FleetPlan fleet =
        FleetPlan.standard(plan.devices(), ProfileSource.ofServer(origin).certifiedBy(authority))
            .with(NetworkPlan.STANDARD.withConnections(plan.connections()));
    SimulatorWorld world =
        new SimulatorWorld(InstantSource.system(), new SecureRandom(), SplittableRandom::new);
    try (AppleFleet devices = AppleFleet.of(fleet, world, FleetProgress.SILENT)) {
      devices.enrol("Enrolment");
      Must.hold(devices.report().isGood(), "all enrol: " + devices.report().faults());
      return plan.proxied() ? devices.proxiedConnects() : devices.signedConnects();
    }
  }

  private Part part(int port, List<byte[]> connects, ChildProcess process)
      throws InterruptedException {
    Ledger ledger = new Ledger(System.nanoTime());
    List<Window> windows = new ArrayList<>();
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Generator generator =
        Generator.start(
            new ConnectWorkload(address, connects),
            ledger,
            new Pace.Flood(),
            new Generator.Limits(plan.connections(), Long.MAX_VALUE));
    try (generator) {
      LoadRun.pause(plan.timing().warmUp(), generator);
      for (int i = 0; i < plan.timing().windows(); i++) {
        windows.add(window(ledger, generator, process));
      }
    }
    return new Part(
        Spread.of(windows.stream().mapToDouble(Window::perSecond).toArray()),
        Spread.of(windows.stream().mapToDouble(w -> w.millis(ledger, 0.5)).toArray()),
        Spread.of(windows.stream().mapToDouble(w -> w.millis(ledger, 0.99)).toArray()),
        Spread.of(windows.stream().mapToDouble(Window::cpuPer10k).toArray()),
        ledger.failed(),
        generator.failures());
  }

  /// What was answered in one stretch of time.
  private record Window(double seconds, long done, double cpu, long from, long to) {

    double perSecond() {
      return done / seconds;
    }

    double cpuPer10k() {
      return cpu * 10_000 / Math.max(1, done);
    }

    double millis(Ledger ledger, double share) {
      Histogram histogram = new Histogram();
      ledger.read(
          (number, meantAt, acceptedAt, _) -> {
            if (number >= from && number < to && acceptedAt > 0) {
              histogram.record(acceptedAt - meantAt);
            }
          });
      return histogram.atShare(share) / 1e6;
    }
  }

  private Window window(Ledger ledger, Generator generator, ChildProcess process)
      throws InterruptedException {
    long start = System.nanoTime();
    long accepted = ledger.accepted();
    long from = ledger.opened();
    Duration cpu = Machine.cpu(process.handle());
    LoadRun.pause(plan.timing().window(), generator);
    double used = Machine.cpu(process.handle()).minus(cpu).toNanos() / 1e9;
    long done = ledger.accepted() - accepted;
    return new Window((System.nanoTime() - start) / 1e9, done, used, from, ledger.opened());
  }
}
