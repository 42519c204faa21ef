package io.fleetwire.agent;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The server as the agent sees it: two operations, and what they answer means. Thread-safe.
final class LabServer implements AutoCloseable {
  /// An answer names at most 500 reports that were ignored.
  private static final int ANSWER_BYTES_MAX = 512 * 1024;

  private static final int MESSAGE_LENGTH_MAX = 500;
  private static final JsonMapper JSON = new JsonMapper();

  private final AgentSettings settings;
  private final KeyCaller caller;

  LabServer(AgentSettings settings) {
    this.settings = settings;
    this.caller =
        new KeyCaller(settings.server(), settings.login(), settings.key(), "fleetwire-agent");
  }

  /// What became of a request.
  sealed interface Answer {

    /// It is durable up to the report of this number; these had no effect, each for a reason.
    record Taken(long sequence, List<String> ignored) implements Answer {
      public Taken {
        ignored = List.copyOf(ignored);
      }
    }

    /// The reports are at fault: the same again would get the same.
    record Unfit(String reason) implements Answer {}

    /// The agent may not do this, or not there: somebody has to change something.
    record Refused(String reason) implements Answer {}

    /// Not now.
    record Away(String reason) implements Answer {}
  }

  Answer report(String stream, Journal.Batch batch) {
    ObjectNode body = JSON.createObjectNode();
    body.put("host", settings.host());
    body.put("stream", stream);
    if (!batch.complete().isEmpty()) {
      ArrayNode platforms = body.putArray("complete");
      batch.complete().forEach(platforms::add);
    }
    if (!batch.present().isEmpty()) {
      ArrayNode present = body.putArray("present");
      batch.present().forEach(present::add);
    }
    ArrayNode reports = body.putArray("reports");
    batch.reports().forEach(numbered -> reports.add(JournalLine.object(numbered)));
    return post("/v2/agent/reports", body);
  }

  Answer heartbeat() {
    return post("/v2/agent/heartbeats", JSON.createObjectNode().put("host", settings.host()));
  }

  private Answer post(String path, ObjectNode body) {
    try {
      KeyCaller.Answer answer = caller.post(path, body.toString(), ANSWER_BYTES_MAX);
      return answer(settings.server().resolve(path), answer.status(), answer.body().bytes());
    } catch (IOException e) {
      return new Answer.Away(settings.server() + " does not answer: " + KeyCaller.reason(e));
    }
  }

  private Answer answer(URI url, int status, byte[] body) {
    JsonNode json = parse(body);
    String message = json.path("message").stringValue("");
    String said = message.isEmpty() ? "status " + status : shortened(message);
    return switch (status) {
      case 200 ->
          json.has("sequence") || json.has("hostId")
              ? new Answer.Taken(json.path("sequence").longValue(0), ignored(json))
              : new Answer.Refused(url + " is no Fleetwire; check agent.server");
      case 400, 413, 422 -> new Answer.Unfit(said);
      case 401 ->
          new Answer.Refused(
              settings.server()
                  + " does not accept the key of "
                  + settings.login()
                  + " ("
                  + said
                  + "); check agent.login and the file agent.key-file");
      case 403 ->
          new Answer.Refused(
              settings.login()
                  + " may not report devices ("
                  + said
                  + "); give that person a role with lab.report_devices");
      case 404, 405, 301, 302, 307, 308 ->
          new Answer.Refused(
              "%s is no Fleetwire with a device lab (status %d); check agent.server"
                  .formatted(url, status));
      // Without the seconds that it says, which differ each time: who is told wants to hear it
      // once.
      case 429 ->
          new Answer.Away(
              settings.server()
                  + " wants nothing from this address for a while, as after many wrong keys");
      default -> new Answer.Away(settings.server() + " cannot take reports now: " + said);
    };
  }

  private static List<String> ignored(JsonNode json) {
    List<String> ignored = new ArrayList<>();
    for (JsonNode one : json.path("ignored")) {
      ignored.add(
          one.path("udid").stringValue("?") + ": " + one.path("reason").stringValue("no reason"));
    }
    return ignored;
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException _) {
      return JSON.createObjectNode();
    }
  }

  private static String shortened(String message) {
    String line = message.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= MESSAGE_LENGTH_MAX ? line : line.substring(0, MESSAGE_LENGTH_MAX);
  }

  @Override
  public void close() {
    caller.close();
  }
}
