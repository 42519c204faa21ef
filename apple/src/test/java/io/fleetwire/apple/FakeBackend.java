package io.fleetwire.apple;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fleetwire.engine.Payload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// A management backend: remembers what it was told and asked, and answers as a test wants. By
/// default it takes every event and wants nothing.
final class FakeBackend implements AutoCloseable {
  private final HttpServer server;
  private final List<Heard> heard = new ArrayList<>();
  private final Map<String, Function<JsonNode, Said>> answers = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /// One request. `path` is what follows `/webhook/apple/`.
  record Heard(String path, Payload payload, Map<String, List<String>> headers) {
    byte[] bytes() {
      return payload.bytes();
    }

    JsonNode body() {
      return AppleJson.parse(bytes()).orElseThrow();
    }

    String tag() {
      return body().at("/event/_tag").asString("");
    }

    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  record Said(int status, String body) {}

  private FakeBackend(int port) {
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
    answer("event", 204, "");
    answer("checkin", 200, "{\"_tag\":\"Idle\"}");
  }

  static FakeBackend start() {
    return new FakeBackend(0);
  }

  /// One at the address of another that was closed.
  static FakeBackend startAt(int port) {
    return new FakeBackend(port);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /// With a path before the webhooks, and a slash behind it.
  URI url() {
    return URI.create("http://127.0.0.1:" + port() + "/base/");
  }

  void answer(String path, int status, String body) {
    answers.put(path, _ -> new Said(status, body));
  }

  void answer(String path, Function<JsonNode, Said> answer) {
    answers.put(path, answer);
  }

  void error(String path, String tag) {
    answer(path, 422, "{\"_tag\":\"" + tag + "\",\"message\":\"no\"}");
  }

  /// Answers to `path` never come, until this is closed.
  void hang(String path) {
    answers.put(path, _ -> never());
  }

  /// An answer that never comes, until this is closed.
  Said never() {
    await(closing);
    return new Said(500, "");
  }

  synchronized List<Heard> heard() {
    return List.copyOf(heard);
  }

  /// The paths in the order of requests; of events their tags.
  List<String> said() {
    return heard().stream().map(h -> h.path().equals("event") ? h.tag() : h.path()).toList();
  }

  List<Heard> events(String tag) {
    return heard().stream().filter(h -> h.tag().equals(tag)).toList();
  }

  synchronized void forget() {
    heard.clear();
  }

  /// Waits until at least so many events with that tag have come.
  synchronized List<Heard> await(String tag, int count) {
    for (int i = 0; i < 300 && events(tag).size() < count; i++) {
      try {
        wait(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
    return events(tag);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath().replace("/base/webhook/apple/", "");
    JsonNode json = AppleJson.parse(body).orElseThrow();
    synchronized (this) {
      Payload payload = new Payload("application/json", body);
      heard.add(new Heard(path, payload, Map.copyOf(exchange.getRequestHeaders())));
      notifyAll();
    }
    Said said = answers.getOrDefault(path, _ -> new Said(404, "not here")).apply(json);
    byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
