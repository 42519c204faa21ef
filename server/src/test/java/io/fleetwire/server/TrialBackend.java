package io.fleetwire.server;

import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.ReceivedCallback;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// The management backend of a trial. By default it takes every event and wants nothing. Its
/// address has a path and a slash behind it. Thread-safe.
final class TrialBackend implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String START = "/base/webhook/apple/";

  private final FakeReceiver receiver = FakeReceiver.start();
  private final Map<String, Function<JsonNode, FakeAnswer>> answers = new ConcurrentHashMap<>();

  TrialBackend() {
    receiver.answerBy(
        callback ->
            answers
                .getOrDefault(path(callback), _ -> FakeAnswer.status(404))
                .apply(TrialJson.read(callback.body().bytes())));
    takeAll();
  }

  /// Takes every event, and wants nothing.
  void takeAll() {
    answers.clear();
    says("event", 204, "");
    says("checkin", 200, "{\"_tag\":\"Idle\"}");
  }

  URI url() {
    return receiver.url("/base/");
  }

  void says(String path, int status, String body) {
    answer(path, _ -> honest(status, body));
  }

  /// The typed error, beside whatever status.
  void errs(String path, String tag) {
    says(path, 422, "{\"_tag\":\"" + tag + "\"}");
  }

  void answer(String path, Function<JsonNode, FakeAnswer> answer) {
    answers.put(path, answer);
  }

  void command(String uuid, String type, String payload) {
    says(
        "checkin",
        200,
        "{\"_tag\":\"Command\",\"commandUUID\":\"%s\",\"requestType\":\"%s\",\"payload\":%s}"
            .formatted(uuid, type, payload));
  }

  static FakeAnswer honest(int status, String body) {
    return new FakeAnswer.Honest(status, "Content-Type: application/json\r\n", body);
  }

  /// One request: `path` is what follows `/webhook/apple/`, of events their tag.
  record Heard(String path, JsonNode body, ReceivedCallback callback) {}

  /// What came about the device `udid`, oldest first.
  List<Heard> heard(String udid) {
    return receiver.callbacks().stream()
        .map(TrialBackend::heard)
        .filter(heard -> heard.body().at("/scope/udid").asString("").equals(udid))
        .toList();
  }

  /// How many connections there have been.
  int connections() {
    return receiver.connections();
  }

  /// Their paths; of events the tags.
  List<String> said(String udid) {
    return heard(udid).stream().map(Heard::path).toList();
  }

  /// Waits until something with that path came about the device.
  Heard await(String udid, String path) {
    receiver.await(
        all ->
            all.stream()
                .map(TrialBackend::heard)
                .anyMatch(
                    h ->
                        h.path().equals(path)
                            && h.body().at("/scope/udid").asString("").equals(udid)),
        BOUND);
    return heard(udid).stream().filter(h -> h.path().equals(path)).toList().getLast();
  }

  private static Heard heard(ReceivedCallback callback) {
    JsonNode body = TrialJson.read(callback.body().bytes());
    String tag = body.at("/event/_tag").asString("");
    return new Heard(tag.isEmpty() ? path(callback) : tag, body, callback);
  }

  private static String path(ReceivedCallback callback) {
    return callback.path().startsWith(START)
        ? callback.path().substring(START.length())
        : "elsewhere";
  }

  @Override
  public void close() {
    receiver.close();
  }
}
