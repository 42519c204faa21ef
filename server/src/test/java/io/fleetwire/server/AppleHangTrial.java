package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Signal;
import io.fleetwire.simulator.AppleFleet;
import io.fleetwire.simulator.FleetPlan;
import io.fleetwire.simulator.FleetProgress;
import io.fleetwire.simulator.NetworkPlan;
import io.fleetwire.simulator.ProfileSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A backend that hangs costs its devices their time, and nobody else anything. With
/// `-Dfleetwire.trial.devices=1000` it is tried with as many devices.
@Timeout(300)
final class AppleHangTrial {
  private static final int DEVICES = Integer.getInteger("fleetwire.trial.devices", 120);
  private static final int ENROL_AT_ONCE = 64;
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final int PLATFORM_THREADS_MORE = 64;
  private static final long BYTES_PER_DEVICE_MAX = 256 * 1024;

  /// What has nothing to do with the backend.
  private static final List<String> OTHERS =
      List.of(
          "/health",
          "/openapi.yaml",
          "/mdm/apple/enroll",
          "/mdm/apple/scep?operation=GetCACaps",
          "/mdm/apple/scep?operation=GetCACert");

  @TempDir private Path data;
  private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));

  private final AtomicInteger hanging = new AtomicInteger();

  @Test
  void aBackendThatHangsHoldsUpNobodyElseAndHearsAllInOrderWhenItReturns() throws Exception {
    TrialClock clock = new TrialClock();
    try (DemoBackend backend = DemoBackend.start(this::pass);
        TrialServer server = server(clock, backend);
        AppleFleet fleet = fleet(server)) {
      fleet.enrol("Enrolment", ENROL_AT_ONCE);
      assertThat(fleet.report().faults()).isEmpty();
      int threads = platformThreads();
      long memory = usedMemory();

      gate.set(new CountDownLatch(1));
      Thread devices = Thread.ofPlatform().start(() -> sayEverything(fleet));
      await(() -> hanging.get() > 0, "the backend is not asked");
      do {
        for (String path : OTHERS) {
          assertThat(get(server, path)).as(path).isEqualTo(200);
        }
        assertThat(platformThreads()).isLessThan(threads + PLATFORM_THREADS_MORE);
        assertThat(usedMemory()).isLessThan(memory + DEVICES * BYTES_PER_DEVICE_MAX);
      } while (!devices.join(Duration.ofMillis(500)));
      assertThat(fleet.report().faults()).isEmpty();

      gate.get().countDown();
      await(
          () -> {
            clock.advance(Duration.ofMinutes(1));
            return fleet.ids().stream()
                .allMatch(device -> backend.told(device).contains("CheckOut"));
          },
          "what was accepted is not told");
      toldWhatWasSaid(fleet, backend);
    }
  }

  /// Everything once and in order. A device whose backend needs longer for its enrolment than the
  /// server waits is answered 500 and says it again, which is another event (decision 92): there
  /// are as many as the devices have made requests.
  private static void toldWhatWasSaid(AppleFleet fleet, DemoBackend backend) {
    long introduced = 0;
    for (String device : fleet.ids()) {
      List<String> told = backend.told(device);
      long again = told.stream().takeWhile("Authenticate"::equals).count();
      assertThat(again).as("%s: %s", device, told).isPositive();
      assertThat(told.stream().skip(again))
          .as(device)
          .containsExactly("TokenUpdate", "TokenUpdate", "CheckOut");
      introduced += again;
    }
    assertThat(introduced).isEqualTo(fleet.report().requests("Authenticate"));
  }

  private static void sayEverything(AppleFleet fleet) {
    fleet.refreshTokens("Token");
    fleet.checkOut("Check-out");
  }

  private TrialServer server(TrialClock clock, DemoBackend backend) {
    return TrialServer.start(
        data,
        clock,
        Map.of(
            "apple.webhook-url", backend.url().toString(),
            "apple.webhook-timeout", "2s",
            "apple.topic", "com.apple.mgmt.External.trial"));
  }

  private static AppleFleet fleet(TrialServer server) {
    FleetPlan plan =
        FleetPlan.standard(DEVICES, ProfileSource.ofServer(server.origin()))
            .with(NetworkPlan.STANDARD.withConnections(DEVICES));
    return AppleFleet.of(plan, Wiring.simulator(), FleetProgress.SILENT);
  }

  private void pass() {
    hanging.incrementAndGet();
    try {
      gate.get().await();
      hanging.decrementAndGet();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static int get(TrialServer server, String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(server.origin().resolve(path))
              .timeout(Duration.ofSeconds(10))
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private static int platformThreads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static long usedMemory() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void await(BooleanSupplier condition, String otherwise)
      throws InterruptedException {
    Instant end = InstantSource.system().instant().plus(BOUND);
    Signal never = new Signal();
    while (!condition.getAsBoolean()) {
      if (InstantSource.system().instant().isAfter(end)) {
        throw new AssertionError(otherwise + " within " + BOUND);
      }
      never.await(Duration.ofMillis(20));
    }
  }
}
