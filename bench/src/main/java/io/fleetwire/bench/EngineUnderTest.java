package io.fleetwire.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// The engine in a process of its own ({@link EngineServer}).
final class EngineUnderTest implements UnderTest {
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private final ChildProcess process;
  private final Workload workload;
  private final Signing signing;
  private final String store;

  private EngineUnderTest(ChildProcess process, Workload workload, Signing signing, String store) {
    this.process = process;
    this.workload = workload;
    this.signing = signing;
    this.store = store;
  }

  /// Which data it has: the name of its folder or the URL of its database, and how large a backlog
  /// a new one begins with.
  record Data(String name, long backlog) {
    static final Data FRESH = new Data("engine-data", 0);
  }

  /// Starts it with one endpoint for every port of the receiver, or with what a start before had in
  /// the same folder.
  static EngineUnderTest start(
      Workshop shop, List<Integer> receiverPorts, Signing signing, Data data) {
    ChildProcess process =
        shop.start(
            EngineServer.class,
            List.of(
                isUrl(data.name()) ? data.name() : shop.folder().resolve(data.name()).toString(),
                joined(receiverPorts),
                signing.name(),
                Long.toString(data.backlog())));
    int port = process.awaitReady(START_MAX.plusMillis(data.backlog()));
    Workload workload =
        PostWorkload.to(port, receiverPorts.size(), new SplittableRandom(Workload.SEED));
    String store = isUrl(data.name()) ? "PostgreSQL" : "SQLite";
    return new EngineUnderTest(process, workload, signing, store);
  }

  static boolean isUrl(String name) {
    return name.startsWith("postgres");
  }

  /// Ends it as a power cut would.
  void kill() throws InterruptedException {
    process.kill();
  }

  /// Lets the backlog go.
  void resume() {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + workload.address().getPort() + "/resume"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String joined(List<Integer> ports) {
    return ports.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  @Override
  public String name() {
    return switch (signing) {
      case HMAC -> "engine, " + store + ", HMAC-SHA256";
      case RSA -> "engine, " + store + ", Knox callbacks by RSA";
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
