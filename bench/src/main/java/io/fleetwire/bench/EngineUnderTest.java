package io.fleetwire.bench;

import io.fleetwire.engine.Ordering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// The engine in a process of its own ({@link EngineServer}), or in several that share a database.
final class EngineUnderTest implements UnderTest {
  private static final Duration START_MAX = Duration.ofSeconds(60);

  /// Requests in flight may end first.
  private static final Duration END_MAX = Duration.ofSeconds(20);

  private final List<ChildProcess> processes;
  private final Workload workload;
  private final Signing signing;
  private final String store;

  private EngineUnderTest(
      List<ChildProcess> processes, Workload workload, Signing signing, String store) {
    this.processes = List.copyOf(processes);
    this.workload = workload;
    this.signing = signing;
    this.store = store;
  }

  /// Which data it has: the name of its folder or the URL of its database, how large a backlog a
  /// new one begins with, how many nodes share it, and in which order its endpoints are called.
  record Data(String name, long backlog, int nodes, Ordering ordering) {
    static final Data FRESH = backlog("engine-data", 0);

    /// In a folder of that name.
    static Data backlog(String name, long deliveries) {
      return new Data(name, deliveries, 1, Ordering.UNORDERED);
    }
  }

  /// Starts it with one endpoint for every port of the receiver, or with what a start before had in
  /// the same folder.
  static EngineUnderTest start(
      Workshop shop, List<Integer> receiverPorts, Signing signing, Data data) {
    List<ChildProcess> processes = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int node = 0; node < data.nodes(); node++) {
      ChildProcess process =
          shop.start(
              EngineServer.class,
              List.of(
                  isUrl(data.name()) ? data.name() : shop.folder().resolve(data.name()).toString(),
                  joined(receiverPorts),
                  signing.name(),
                  Long.toString(data.backlog()),
                  data.ordering().name()));
      processes.add(process);
      ports.add(process.awaitReady(START_MAX.plusMillis(data.backlog())));
    }
    Workload workload =
        PostWorkload.to(ports, receiverPorts.size(), new SplittableRandom(Workload.SEED));
    String store = isUrl(data.name()) ? "PostgreSQL, nodes: " + data.nodes() : "SQLite";
    return new EngineUnderTest(processes, workload, signing, store);
  }

  static boolean isUrl(String name) {
    return name.startsWith("postgres");
  }

  /// Ends it as a power cut would.
  void kill() throws InterruptedException {
    for (ChildProcess process : processes) {
      process.kill();
    }
  }

  /// Ends it as an operator would.
  void end() {
    processes.forEach(process -> process.end(END_MAX));
  }

  /// Sends its processes a signal by its name.
  void signal(String name) {
    processes.forEach(process -> process.signal(name));
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
    return processes.stream()
        .map(process -> Machine.cpu(process.handle()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public long peakBytes() {
    return processes.stream().mapToLong(process -> Machine.peakBytes(process.handle())).sum();
  }

  @Override
  public String complaints() {
    return processes.stream().map(ChildProcess::log).collect(Collectors.joining("\n"));
  }
}
