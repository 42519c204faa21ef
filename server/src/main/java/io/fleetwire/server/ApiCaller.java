package io.fleetwire.server;

import io.fleetwire.engine.Secret;
import io.fleetwire.web.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A server's own API as a command calls it, with the API key of a person. Thread-safe; blocks.
final class ApiCaller implements AutoCloseable {
  /// What a command asks for takes milliseconds.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// A page of the longest things is smaller.
  private static final int ANSWER_BYTES_MAX = 4 * 1024 * 1024;

  private final URI server;
  private final String login;
  private final String authorization;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  ApiCaller(URI server, String login, Secret key) {
    this.server = server;
    this.login = login;
    byte[] pair = (login + ":" + key.reveal()).getBytes(StandardCharsets.UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /// The server does not do it. The message says why, and what to do. Checked, because every
  /// command has to tell it.
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message, null, false, false);
    }
  }

  JsonNode get(String path) throws RefusedException {
    return answer(request(path).GET().build());
  }

  JsonNode post(String path, ObjectNode body) throws RefusedException {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(PATIENCE)
        .header("User-Agent", "fleetwire")
        .header("Authorization", authorization);
  }

  private JsonNode answer(HttpRequest request) throws RefusedException {
    try {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        return read(response.statusCode(), in.readNBytes(ANSWER_BYTES_MAX));
      }
    } catch (IOException e) {
      throw new RefusedException(
          server + " does not answer; check --server, and that the server runs (" + e + ")");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new RefusedException("interrupted");
    }
  }

  private JsonNode read(int status, byte[] body) throws RefusedException {
    Optional<JsonNode> json = parsed(body);
    if (status == 401) {
      throw new RefusedException(
          server + " does not know this key of " + login + "; check --login and --key-file");
    }
    if (json.isEmpty()) {
      throw new RefusedException(
          server + " is no Fleetwire (it answered " + status + "); check --server");
    }
    if (status >= 300) {
      throw new RefusedException(told(status, json.get()));
    }
    return json.get();
  }

  private static Optional<JsonNode> parsed(byte[] body) {
    try {
      return Optional.of(Json.mapper().readTree(body)).filter(JsonNode::isObject);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /// The problem (RFC 9457) in one line.
  private static String told(int status, JsonNode problem) {
    List<String> faults = new ArrayList<>();
    for (JsonNode fault : problem.path("errors")) {
      String pointer = fault.path("pointer").stringValue("");
      faults.add(pointer.substring(pointer.lastIndexOf('/') + 1) + ": " + word(fault, "detail"));
    }
    String detail = word(problem, "detail");
    return faults.isEmpty()
        ? detail.isEmpty() ? "the server answered " + status : detail
        : String.join("; ", faults);
  }

  private static String word(JsonNode json, String name) {
    return json.path(name).stringValue("");
  }
}
