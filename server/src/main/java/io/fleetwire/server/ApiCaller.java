package io.fleetwire.server;

import io.fleetwire.agent.KeyCaller;
import io.fleetwire.engine.Secret;
import io.fleetwire.web.Json;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A server's own API as a command calls it, with the API key of a person. Thread-safe; blocks.
final class ApiCaller implements AutoCloseable {
  /// A page of the longest things is smaller.
  private static final int ANSWER_BYTES_MAX = 4 * 1024 * 1024;

  private final URI server;
  private final String login;
  private final KeyCaller caller;

  ApiCaller(URI server, String login, Secret key) {
    this.server = server;
    this.login = login;
    this.caller = new KeyCaller(server, login, key, "fleetwire");
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
    return answer(() -> caller.get(path, ANSWER_BYTES_MAX));
  }

  JsonNode post(String path, ObjectNode body) throws RefusedException {
    return answer(() -> caller.post(path, body.toString(), ANSWER_BYTES_MAX));
  }

  @Override
  public void close() {
    caller.close();
  }

  @FunctionalInterface
  private interface Call {
    KeyCaller.Answer make() throws IOException;
  }

  private JsonNode answer(Call call) throws RefusedException {
    try {
      KeyCaller.Answer answer = call.make();
      return read(answer.status(), answer.body().bytes());
    } catch (IOException e) {
      throw new RefusedException(
          server
              + " does not answer; check --server, and that the server runs ("
              + KeyCaller.reason(e)
              + ")");
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
