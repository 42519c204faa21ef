package io.fleetwire.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// The engine on the embedded store in a process of its own ({@link EngineServer}), signing with
/// HMAC.
final class EngineUnderTest implements UnderTest {
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private final ChildProcess process;
  private final Workload workload;

  private EngineUnderTest(ChildProcess process, Workload workload) {
    this.process = process;
    this.workload = workload;
  }

  /// Starts it with one endpoint for every port of the receiver.
  static EngineUnderTest start(Workshop shop, List<Integer> receiverPorts, RandomGenerator random) {
    Path data = shop.folder().resolve("engine-data");
    ChildProcess process =
        shop.start(EngineServer.class, List.of(data.toString(), joined(receiverPorts)));
    int port = process.awaitReady(START_MAX);
    return new EngineUnderTest(process, PostWorkload.to(port, receiverPorts.size(), random));
  }

  private static String joined(List<Integer> ports) {
    return ports.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  @Override
  public String name() {
    return "engine, SQLite, HMAC-SHA256";
  }

  @Override
  public Workload workload() {
    return workload;
  }

  @Override
  public boolean isGenuine(Callback callback) {
    return HmacFormat.isGenuine(callback);
  }

  @Override
  public Duration cpu() {
    return Machine.cpu(process.handle());
  }

  @Override
  public long peakBytes() {
    return Machine.peakBytes(process.handle());
  }

  @Override
  public String complaints() {
    return process.log();
  }
}
