package io.fleetwire.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Measures {@link BareClient} against the same receiver, in the same run and on the same machine,
/// so that the server can be measured by it.
final class BaselineRun {
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private final Workshop shop;
  private final Receiver receiver;
  private final LoadPlan.Timing timing;

  BaselineRun(Workshop shop, Receiver receiver, LoadPlan.Timing timing) {
    this.shop = shop;
    this.receiver = receiver;
    this.timing = timing;
  }

  /// Requests a second, and processor seconds of the client for 10,000 of them.
  record Baseline(Spread perSecond, Spread cpuPer10k) {}

  private record Window(double perSecond, double cpuPer10k) {}

  Baseline run() throws InterruptedException {
    String ports = receiver.ports().stream().map(Object::toString).collect(Collectors.joining(","));
    ChildProcess client = shop.start(BareClient.class, List.of(ports));
    client.awaitReady(START_MAX);
    Thread.sleep(timing.warmUp());
    List<Window> windows =
        IntStream.range(0, timing.windows()).mapToObj(_ -> window(client)).toList();
    client.end(START_MAX);
    return new Baseline(
        Spread.of(windows.stream().mapToDouble(Window::perSecond).toArray()),
        Spread.of(windows.stream().mapToDouble(Window::cpuPer10k).toArray()));
  }

  private Window window(ChildProcess client) {
    long start = System.nanoTime();
    long requests = receiver.requests();
    Duration cpu = Machine.cpu(client.handle());
    pause();
    long done = receiver.requests() - requests;
    double seconds = (System.nanoTime() - start) / 1e9;
    double used = Machine.cpu(client.handle()).minus(cpu).toNanos() / 1e9;
    if (done == 0) {
      throw new IllegalStateException("the bare client sends nothing. It said:\n" + client.log());
    }
    return new Window(done / seconds, used * 10_000 / done);
  }

  private void pause() {
    try {
      Thread.sleep(timing.window());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
