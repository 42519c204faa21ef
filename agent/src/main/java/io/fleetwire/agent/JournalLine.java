package io.fleetwire.agent;

import io.fleetwire.agent.Report.Facts;
import io.fleetwire.agent.Report.Manner;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A line of the journal: one JSON object, by the kind of thing that it notes.
sealed interface JournalLine {
  JsonMapper JSON = new JsonMapper();

  /// A device has changed.
  record Change(Numbered numbered) implements JournalLine {}

  /// How a device is whose last change the server has.
  record State(Report report) implements JournalLine {}

  /// Numbers up to this one are used.
  record Next(long sequence) implements JournalLine {}

  /// The server has everything up to this number.
  record Taken(long sequence) implements JournalLine {}

  /// The lines of a file, less what a crash has torn at its end.
  static List<String> whole(String text) {
    int end = text.lastIndexOf('\n');
    return end < 0 ? List.of() : text.substring(0, end).lines().toList();
  }

  static String header(String stream) {
    return JSON.createObjectNode().put("stream", stream).toString();
  }

  static String stream(String line) {
    String stream = JSON.readTree(line).path("stream").stringValue("");
    if (stream.isEmpty()) {
      throw new IllegalArgumentException("its first line names no stream");
    }
    return stream;
  }

  static JournalLine read(String line) {
    JsonNode json = JSON.readTree(line);
    if (json.has("sequence")) {
      return new Change(
          new Numbered(
              json.path("sequence").longValue(),
              Instant.parse(json.path("at").stringValue()),
              report(json)));
    }
    if (json.has("taken")) {
      return new Taken(json.path("taken").longValue());
    }
    return json.has("used") ? new Next(json.path("used").longValue()) : new State(report(json));
  }

  static String of(Numbered numbered) {
    return object(numbered).toString();
  }

  static String of(Report report) {
    return object(report).toString();
  }

  static String taken(long sequence) {
    return JSON.createObjectNode().put("taken", sequence).toString();
  }

  static String next(long sequence) {
    return JSON.createObjectNode().put("used", sequence).toString();
  }

  /// As the server takes it, too.
  static ObjectNode object(Numbered numbered) {
    return object(numbered.report())
        .put("sequence", numbered.sequence())
        .put("at", numbered.at().toString());
  }

  private static ObjectNode object(Report report) {
    Facts facts = report.facts();
    ObjectNode object =
        JSON.createObjectNode().put("udid", report.udid()).put("status", report.manner().status());
    if (!report.manner().state().isEmpty()) {
      object.put("state", report.manner().state());
    }
    return object
        .put("message", report.message())
        .put("platform", facts.platform())
        .put("name", facts.name())
        .put("model", facts.model())
        .put("manufacturer", facts.manufacturer())
        .put("platformVersion", facts.platformVersion());
  }

  private static Report report(JsonNode json) {
    return new Report(
        json.path("udid").stringValue(),
        manner(json.path("status").stringValue(), json.path("state").stringValue("")),
        json.path("message").stringValue(),
        new Facts(
            json.path("platform").stringValue(),
            json.path("name").stringValue(),
            json.path("model").stringValue(),
            json.path("manufacturer").stringValue(),
            json.path("platformVersion").stringValue()));
  }

  private static Manner manner(String status, String state) {
    for (Manner manner : Manner.values()) {
      if (manner.status().equals(status) && manner.state().equals(state)) {
        return manner;
      }
    }
    throw new IllegalArgumentException("no device is " + status + " and " + state);
  }
}
