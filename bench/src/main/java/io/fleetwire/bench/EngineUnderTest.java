package io.fleetwire.bench;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// The engine on the embedded store in a process of its own ({@link EngineServer}).
final class EngineUnderTest implements UnderTest {
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private final ChildProcess process;
  private final Workload workload;
  private final Signing signing;

  private EngineUnderTest(ChildProcess process, Workload workload, Signing signing) {
    this.process = process;
    this.workload = workload;
    this.signing = signing;
  }

  /// Starts it with one endpoint for every port of the receiver.
  static EngineUnderTest start(
      Workshop shop, List<Integer> receiverPorts, Signing signing, RandomGenerator random) {
    String data = shop.folder().resolve("engine-data").toString();
    ChildProcess process =
        shop.start(EngineServer.class, List.of(data, joined(receiverPorts), signing.name()));
    int port = process.awaitReady(START_MAX);
    Workload workload = PostWorkload.to(port, receiverPorts.size(), random);
    return new EngineUnderTest(process, workload, signing);
  }

  private static String joined(List<Integer> ports) {
    return ports.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  @Override
  public String name() {
    return switch (signing) {
      case HMAC -> "engine, SQLite, HMAC-SHA256";
      case RSA -> "engine, SQLite, Knox callbacks by RSA";
    };
  }

  @Override
  public Workload workload() {
    return workload;
  }

  @Override
  public boolean isGenuine(Callback callback) {
    return signing.isGenuine(callback);
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
