package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.ReceivedCallback;
import io.fleetwire.web.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What receivers say of themselves, what becomes of their endpoints, and who is told of it.
final class StandingTrial {
  private static final Duration BOUND = Duration.ofSeconds(40);
  private static final String TYPE = "door.opened";
  private static final String DOORS = "\"eventTypes\":[\"door.*\"]";
  private static final String OPERATIONS = "\"eventTypes\":[\"fleetwire.*\"]";

  private static TrialServer server;

  private final FakeReceiver receiver = FakeReceiver.start();
  private final FakeReceiver watcher = FakeReceiver.start();
  private TrialApi api;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TrialServer.start(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void call() {
    api = new TrialApi(server.company("fleetwire kdms").caller());
    api.eventType(TYPE);
  }

  @AfterEach
  void stopReceiving() {
    receiver.close();
    watcher.close();
  }

  @Test
  void aReceiverThatIsGoneIsNotCalledAgainAndLosesNothing() {
    String id = TrialApi.id(201, api.endpoint(receiver.url("/a"), DOORS));
    receiver.answer(FakeAnswer.status(410));
    api.publish(TYPE, "door-1", "1");
    receiver.await(1, BOUND);
    server.awaitSettled();
    api.publish(TYPE, "door-1", "2");
    JsonNode gone = endpoint(id);
    assertThat(gone.path("state").asString()).isEqualTo("disabled");
    assertThat(gone.path("stateReason").asString()).isEqualTo("gone");
    assertThat(receiver.received()).isEqualTo(1);

    receiver.answer(FakeAnswer.status(200));
    TrialJson.of(200, api.act(TrialApi.ENDPOINTS + "/" + id + "/enable"));
    assertThat(receiver.await(3, BOUND)).hasSize(3);
    assertThat(endpoint(id).path("state").asString()).isEqualTo("active");
  }

  @Test
  void whoAsksForOperationalEventsIsToldByTheirFields() {
    String id =
        TrialApi.id(
            201,
            api.endpoint(receiver.url("/a"), DOORS + ",\"retry\":{\"clientErrors\":\"giveUp\"}"));
    api.endpoint(watcher.url("/everything"), OPERATIONS);
    api.endpoint(watcher.url("/data"), "\"eventTypes\":[\"*\"]");
    api.endpoint(
        watcher.url("/gone"), OPERATIONS + condition("data.reason", "\"anyOf\":[\"gone\"]"));
    api.endpoint(watcher.url("/lost"), OPERATIONS + condition("data.attempts", "\"atLeast\":1"));
    api.endpoint(watcher.url("/hand"), OPERATIONS + condition("/reason", "\"anyOf\":[\"byHand\"]"));
    receiver.answer(FakeAnswer.status(404), FakeAnswer.status(410));
    api.publish(TYPE, "door-1", "1");
    receiver.await(1, BOUND);
    api.publish(TYPE, "door-1", "2");
    receiver.await(2, BOUND);
    // Both of the operational events, one more each by their conditions, and the two of the doors.
    List<ReceivedCallback> told = watcher.await(6, BOUND);
    server.awaitSettled();
    assertThat(told.stream().map(StandingTrial::line))
        .containsExactlyInAnyOrder(
            "/everything fleetwire.delivery.exhausted refused " + id,
            "/everything fleetwire.endpoint.disabled gone " + id,
            "/lost fleetwire.delivery.exhausted refused " + id,
            "/gone fleetwire.endpoint.disabled gone " + id,
            "/data door.opened  ",
            "/data door.opened  ");
    assertThat(watcher.received()).isEqualTo(6);
  }

  @Test
  void aConditionReadsTheEventsOfEverySlice() {
    api.endpoint(
        receiver.url("/some"),
        "\"eventTypes\":[\"KDMS_DEVICE_UPLOAD\"]"
            + condition("data.operationId", "\"exists\":true"));
    api.endpoint(
        receiver.url("/none"),
        "\"eventTypes\":[\"KDMS_DEVICE_UPLOAD\"]"
            + condition("data.operationId", "\"exists\":false"));
    TrialJson.of(
        202,
        api.caller()
            .post(
                "/kdms/v1/devices/upload",
                "{\"targetServices\":[\"KAI\"],\"deviceIds\":[\"R58M00AAAAA\"]}"));
    assertThat(receiver.await(1, BOUND).getFirst().path()).isEqualTo("/some");
    server.awaitSettled();
    assertThat(receiver.received()).isEqualTo(1);
  }

  @Test
  void aReceiverThatConsentsToARateIsCalledNoFaster() {
    receiver.answerBy(
        callback ->
            callback.method().equals("OPTIONS")
                ? new FakeAnswer.Honest(
                    200, "WebHook-Allowed-Origin: *\r\nWebHook-Allowed-Rate: 90\r\n", "")
                : FakeAnswer.status(200));
    String id = TrialApi.id(201, api.endpoint(receiver.url("/a"), DOORS + ",\"ratePerSecond\":20"));
    JsonNode answer = TrialJson.of(200, api.act(TrialApi.ENDPOINTS + "/" + id + "/consent"));
    assertThat(answer.path("consent").asString()).isEqualTo("granted");
    assertThat(answer.path("requestsPerMinute").intValue()).isEqualTo(90);
    assertThat(answer.path("ratePerSecond").doubleValue()).isEqualTo(1.5);
    assertThat(receiver.await(1, BOUND).getFirst().header("WebHook-Request-Rate")).contains("1200");
    JsonNode shown = endpoint(id);
    assertThat(shown.path("ratePerSecond").doubleValue()).isEqualTo(1.5);
    assertThat(shown.path("announceOrigin").booleanValue()).isTrue();
    assertThat(shown.path("version").intValue()).isEqualTo(2);
    api.publish(TYPE, "door-1", "1");
    assertThat(receiver.await(2, BOUND).getLast().header("WebHook-Request-Origin")).isPresent();
  }

  @Test
  void consentThatIsWithheldChangesNothing() {
    String id = TrialApi.id(201, api.endpoint(receiver.url("/a"), DOORS));
    JsonNode before = endpoint(id);
    JsonNode answer = TrialJson.of(200, api.act(TrialApi.ENDPOINTS + "/" + id + "/consent"));
    assertThat(answer.path("consent").asString()).isEqualTo("withheld");
    assertThat(endpoint(id)).isEqualTo(before);
  }

  @Test
  void aClockThatIsSetBackKeepsNewsFlowingAndDelaysWhatWaits() {
    String failing = TrialApi.id(201, api.endpoint(receiver.url("/failing"), DOORS));
    api.endpoint(watcher.url("/well"), DOORS);
    receiver.answer(FakeAnswer.status(500), FakeAnswer.status(200));
    api.publish(TYPE, "door-1", "1");
    watcher.await(1, BOUND);
    receiver.await(1, BOUND);
    server.awaitSettled();

    server.clock().advance(Duration.ofHours(-2));
    api.publish(TYPE, "door-1", "2");
    assertThat(watcher.await(2, BOUND)).hasSize(2);
    JsonNode feed =
        TrialJson.of(200, api.caller().get(TrialApi.ENDPOINTS + "/" + failing + "/events"));
    assertThat(feed.path("data").path(0).path("event").path("data").intValue()).isEqualTo(1);
    assertThat(feed.path("data").path(1).path("event").path("data").intValue()).isEqualTo(2);

    server.clock().advance(Duration.ofHours(2).plusMinutes(1));
    assertThat(receiver.await(3, BOUND)).hasSize(3);
  }

  private JsonNode endpoint(String id) {
    return TrialJson.of(200, api.caller().get(TrialApi.ENDPOINTS + "/" + id));
  }

  private static String condition(String field, String operator) {
    return ",\"conditions\":[{\"field\":\"" + field + "\"," + operator + "}]";
  }

  private static String line(ReceivedCallback callback) {
    JsonNode body = Json.parse(callback.body().bytes());
    return "%s %s %s %s"
        .formatted(
            callback.path(),
            callback.header("Fleetwire-Event-Type").orElse(""),
            body.path("reason").asString(""),
            body.path("endpoint").asString(""));
  }
}
