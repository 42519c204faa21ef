package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.Role;
import io.fleetwire.engine.Payload;
import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.ReceivedCallback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Our own API from end to end: what is published over one socket arrives over another.
final class ApiTrial {
  private static final Duration BOUND = Duration.ofSeconds(40);
  private static final String TYPE = "device.battery.low";
  private static final String ALL = "\"eventTypes\":[\"device.*\"]";

  private static TrialServer server;

  @TempDir Path folder;

  private final FakeReceiver receiver = FakeReceiver.start();
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
    api = new TrialApi(server.company("fleetwire").caller());
  }

  @AfterEach
  void stopReceiving() {
    receiver.close();
  }

  @Test
  void anEventArrivesSignedAndByteForByte() throws IOException {
    api.eventType(TYPE);
    JsonNode endpoint = TrialJson.of(201, api.endpoint(receiver.url("/a"), ALL));
    String data = "{ \"level\" : 12, \"volts\": 3.70 }";
    String id = api.publish(TYPE, "R58M00AAAAA", data);
    ReceivedCallback callback = receiver.await(1, BOUND).getFirst();
    assertThat(text(callback)).isEqualTo(data);
    assertThat(callback.header("webhook-id")).contains(id);
    assertThat(callback.header("Fleetwire-Event-Type")).contains(TYPE);
    assertThat(peer(endpoint.path("signingSecret").stringValue(), callback))
        .isEqualToIgnoringNewLines("verified");
    String shown =
        text(api.caller().get(TrialApi.ENDPOINTS + "/" + endpoint.path("id").asString()));
    assertThat(shown).doesNotContain("whsec_");
  }

  @Test
  void callbacksGoOnWithTheTraceOfTheCaller() {
    api.eventType(TYPE);
    TrialJson.of(201, api.endpoint(receiver.url("/a"), ALL));
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    KnoxClient traced = api.caller().with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
    new TrialApi(traced).publish(TYPE, "a", "1");
    ReceivedCallback callback = receiver.await(1, BOUND).getFirst();
    assertThat(callback.header("traceparent").orElseThrow())
        .matches("00-" + trace + "-[0-9a-f]{16}-01")
        .doesNotContain("00f067aa0ba902b7");
    assertThat(callback.header("Fleetwire-Trace-Id")).contains(trace);
    assertThat(text(api.caller().get(TrialApi.DELIVERIES))).contains("\"traceId\":\"" + trace);

    api.publish(TYPE, "b", "2");
    assertThat(receiver.await(2, BOUND).getLast().header("traceparent")).isEmpty();
  }

  @Test
  void keysAreExchangedWithAnOverlapAndShownOnce() throws IOException {
    api.eventType(TYPE);
    JsonNode endpoint =
        TrialJson.of(201, api.endpoint(receiver.url("/a"), ALL + ",\"signature\":\"ed25519\""));
    String path = TrialApi.ENDPOINTS + "/" + endpoint.path("id").asString();
    assertThat(endpoint.has("signingSecret")).isFalse();
    String old = endpoint.path("verificationKey").stringValue();
    JsonNode changed =
        TrialJson.of(200, api.caller().post(path + "/secret", "{\"overlapSeconds\":60}"));
    String next = changed.path("verificationKey").stringValue();
    assertThat(next).isNotEqualTo(old);
    api.publish(TYPE, "a", "1");
    ReceivedCallback callback = receiver.await(1, BOUND).getFirst();
    assertThat(peer(old, callback)).isEqualToIgnoringNewLines("verified");
    assertThat(peer(next, callback)).isEqualToIgnoringNewLines("verified");
    JsonNode unsigned = TrialJson.of(200, api.patch(path, "{\"signature\":\"none\"}"));
    assertThat(unsigned.has("verificationKey")).isFalse();
  }

  @Test
  void aPersonWithAnApiKeyMayDoTheSame() {
    TrialCompany company = server.company("fleetwire");
    KnoxClient admin = TrialLab.person(server, company.id(), Role.ADMIN);
    KnoxClient member = TrialLab.person(server, company.id(), Role.MEMBER);
    String id = new TrialApi(company.caller()).endpoint();
    assertThat(admin.get(TrialApi.ENDPOINTS + "/" + id).status()).isEqualTo(200);
    assertThat(member.get(TrialApi.ENDPOINTS + "/" + id).status()).isEqualTo(403);
    KnoxClient nobody = server.anybody().with("Authorization", TrialLab.basic("a@b", "fw_key"));
    KnoxAnswer refused = nobody.get(TrialApi.ENDPOINTS);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("WWW-Authenticate").orElse("")).startsWith("Basic");
  }

  @Test
  void anEndpointIsTriedOutWhateverItWants() {
    String id = TrialApi.id(201, api.endpoint(receiver.url("/a"), "\"eventTypes\":[\"nothing\"]"));
    JsonNode test = TrialJson.of(202, api.act(TrialApi.ENDPOINTS + "/" + id + "/test"));
    ReceivedCallback callback = receiver.await(1, BOUND).getFirst();
    assertThat(callback.header("Fleetwire-Event-Type")).contains("fleetwire.endpoint.test");
    server.awaitSettled();
    String path = TrialApi.DELIVERIES + "/" + test.path("id").asString();
    JsonNode shown = TrialJson.of(200, api.caller().get(path));
    assertThat(shown.path("state").asString()).isEqualTo("delivered");
    assertThat(shown.path("origin").asString()).isEqualTo("test");
  }

  @Test
  void fieldsOfThePayloadDecideWhoIsTold() {
    api.eventType(TYPE);
    api.endpoint(
        receiver.url("/low"), ALL + ",\"conditions\":[{\"field\":\"data.level\",\"atMost\":15}]");
    api.endpoint(
        receiver.url("/site"),
        ALL + ",\"conditions\":[{\"field\":\"/site/name\",\"anyOf\":[\"Ulm\"]}]");
    api.endpoint(
        receiver.url("/gone"),
        ALL + ",\"conditions\":[{\"field\":\"data.level\",\"exists\":false}]");
    api.publish(TYPE, "a", "{\"level\":80,\"site\":{\"name\":\"Ulm\"}}");
    api.publish(TYPE, "b", "{\"level\":15}");
    api.publish(TYPE, "c", "[]");
    List<ReceivedCallback> all = receiver.await(3, BOUND);
    server.awaitSettled();
    assertThat(all.stream().map(callback -> callback.path() + " " + text(callback)))
        .containsExactlyInAnyOrder(
            "/site {\"level\":80,\"site\":{\"name\":\"Ulm\"}}", "/low {\"level\":15}", "/gone []");
  }

  @Test
  void theSameKeyMeansTheSameAnswerAndNoSecondEvent() {
    api.eventType(TYPE);
    api.endpoint(receiver.url("/a"), ALL);
    KnoxClient keyed = api.caller().with("Idempotency-Key", "order-1");
    String event = TrialApi.event(TYPE, "a", "1");
    KnoxAnswer first = keyed.post(TrialApi.EVENTS, event);
    KnoxAnswer again = keyed.post(TrialApi.EVENTS, event);
    KnoxAnswer other = keyed.post(TrialApi.EVENTS, TrialApi.event(TYPE, "a", "2"));
    assertThat(again.status()).isEqualTo(202);
    assertThat(text(again)).isEqualTo(text(first));
    assertThat(again.header("Idempotency-Replayed")).contains("true");
    assertThat(other.status()).isEqualTo(409);
    server.awaitSettled();
    assertThat(receiver.received()).isEqualTo(1);
  }

  @Test
  void oneBadEventOfABatchStopsAll() {
    api.eventType(TYPE);
    api.endpoint(receiver.url("/a"), ALL);
    String good = TrialApi.event(TYPE, "a", "1");
    KnoxAnswer refused =
        api.caller()
            .post(
                TrialApi.EVENTS,
                "{\"events\":[" + good + ",{\"type\":\"no.such\",\"data\":1},{\"data\":2}]}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(text(refused)).contains("/events/1/type", "/events/2/type", "no.such");
    JsonNode accepted =
        TrialJson.of(
            202, api.caller().post(TrialApi.EVENTS, "{\"events\":[" + good + "," + good + "]}"));
    assertThat(accepted.path("events").size()).isEqualTo(2);
    server.awaitSettled();
    assertThat(receiver.received()).isEqualTo(2);
  }

  @Test
  void aCloudEventOfAnyModeArrivesInTheFormThatTheEndpointWants() {
    api.eventType(TYPE);
    api.endpoint(receiver.url("/plain"), ALL);
    api.endpoint(receiver.url("/whole"), ALL + ",\"body\":\"cloudevents\"");
    api.endpoint(receiver.url("/binary"), ALL + ",\"body\":\"cloudevents-binary\"");
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/g/7\",\"type\":\""
            + TYPE
            + "\",\"site\":\"Ulm\",\"data\":{\"level\": 1.50}}";
    Payload structured = payload("application/cloudevents+json", event);
    JsonNode first = TrialJson.of(202, api.caller().send("POST", TrialApi.EVENTS, structured));
    JsonNode again = TrialJson.of(202, api.caller().send("POST", TrialApi.EVENTS, structured));
    assertThat(again.path("id")).isEqualTo(first.path("id"));
    assertThat(again.path("repeated").booleanValue()).isTrue();
    receiver.await(3, BOUND);
    assertThat(text(at("/plain"))).isEqualTo("{\"level\": 1.50}");
    assertThat(text(at("/whole"))).isEqualTo(event);
    assertThat(text(at("/binary"))).isEqualTo("{\"level\": 1.50}");
    assertThat(at("/binary").header("ce-source")).contains("/g/7");
    assertThat(at("/binary").header("ce-site")).contains("Ulm");
    KnoxClient binary =
        api.caller()
            .with("ce-specversion", "1.0")
            .with("ce-id", "2")
            .with("ce-source", "/g/8")
            .with("ce-type", TYPE)
            .with("ce-subject", "K%C3%B6ln");
    TrialJson.of(202, binary.send("POST", TrialApi.EVENTS, payload("text/plain", "low!")));
    receiver.await(6, BOUND);
    assertThat(text(last("/plain"))).isEqualTo("low!");
    assertThat(text(last("/whole")))
        .contains("\"data_base64\":\"bG93IQ==\"", "\"subject\":\"Köln\"");
    assertThat(last("/binary").header("ce-subject")).contains("K%C3%B6ln");
  }

  @Test
  void aPauseKeepsEverythingAndItsEndSendsItInOrder() {
    api.eventType(TYPE);
    String id =
        TrialApi.id(201, api.endpoint(receiver.url("/a"), ALL + ",\"ordering\":\"ordered\""));
    String path = TrialApi.ENDPOINTS + "/" + id;
    assertThat(TrialJson.of(200, api.act(path + "/pause")).path("state").asString())
        .isEqualTo("paused");
    for (int i = 1; i <= 5; i++) {
      api.publish(TYPE, "one", Integer.toString(i));
    }
    JsonNode summary = TrialJson.of(200, api.caller().get(path + "/summary"));
    assertThat(summary.path("outstanding").intValue()).isEqualTo(5);
    assertThat(receiver.received()).isZero();
    TrialJson.of(200, api.act(path + "/resume"));
    assertThat(receiver.await(5, BOUND).stream().map(ApiTrial::text))
        .containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void whatWasMissedIsReadFromTheFeedOrDeliveredAgain() {
    api.eventType(TYPE);
    receiver.answerBy(
        callback -> text(callback).equals("2") ? FakeAnswer.status(400) : FakeAnswer.status(200));
    String once = ",\"retry\":{\"delaysSeconds\":[0]}";
    String id = TrialApi.id(201, api.endpoint(receiver.url("/a"), ALL + once));
    for (int i = 1; i <= 3; i++) {
      api.publish(TYPE, "s" + i, Integer.toString(i));
    }
    receiver.await(3, BOUND);
    server.awaitSettled();
    String path = TrialApi.ENDPOINTS + "/" + id;
    JsonNode feed = TrialJson.of(200, api.caller().get(path + "/events?after=1&limit=1"));
    JsonNode missed = feed.path("data").path(0);
    assertThat(missed.path("sequence").longValue()).isEqualTo(2);
    assertThat(missed.path("event").path("data").intValue()).isEqualTo(2);
    assertThat(feed.path("hasMore").booleanValue()).isTrue();
    JsonNode failed =
        TrialJson.of(
                200,
                api.caller()
                    .get(TrialApi.DELIVERIES + "?endpoint=" + id + "&state=exhausted,refused"))
            .path("data");
    assertThat(failed.size()).isEqualTo(1);
    String delivery = TrialApi.DELIVERIES + "/" + failed.path(0).path("id").asString();
    JsonNode shown = TrialJson.of(200, api.caller().get(delivery));
    assertThat(shown.path("timeline").path(0).path("status").intValue()).isEqualTo(400);
    receiver.answer(FakeAnswer.status(200));
    JsonNode again = TrialJson.of(202, api.act(delivery + "/redeliver"));
    assertThat(again.path("sequence").longValue()).isEqualTo(4);
    receiver.await(4, BOUND);
    replay(id);
  }

  private void replay(String endpoint) {
    String wanted = "{\"endpoint\":\"" + endpoint + "\",\"until\":\"2999-01-01T00:00:00Z\"";
    JsonNode dry =
        TrialJson.of(200, api.caller().post(TrialApi.REPLAYS, wanted + ",\"dryRun\":true}"));
    assertThat(dry.path("found").intValue()).isEqualTo(4);
    assertThat(receiver.received()).isEqualTo(4);
    JsonNode replay = TrialJson.of(202, api.caller().post(TrialApi.REPLAYS, wanted + "}"));
    receiver.await(8, BOUND);
    String path = TrialApi.REPLAYS + "/" + replay.path("id").asString();
    assertThat(TrialJson.of(200, api.caller().get(path)).path("enqueued").intValue()).isEqualTo(4);
  }

  @Test
  void nothingOfOneOrganizationIsSeenByAnother() {
    TrialApi other = new TrialApi(server.company("fleetwire").caller());
    String endpoint = api.endpoint();
    String delivery = api.delivery();
    String replay = api.replay();
    for (String path :
        List.of(
            TrialApi.TYPES + "/trial.thing",
            TrialApi.ENDPOINTS + "/" + endpoint,
            TrialApi.ENDPOINTS + "/" + endpoint + "/events",
            TrialApi.ENDPOINTS + "/" + endpoint + "/summary",
            TrialApi.DELIVERIES + "/" + delivery,
            TrialApi.REPLAYS + "/" + replay)) {
      assertThat(other.caller().get(path).status()).as(path).isEqualTo(404);
      assertThat(api.caller().get(path).status()).as(path).isEqualTo(200);
    }
    for (String path :
        List.of(TrialApi.TYPES, TrialApi.ENDPOINTS, TrialApi.DELIVERIES, TrialApi.REPLAYS)) {
      JsonNode page = TrialJson.of(200, other.caller().get(path));
      assertThat(page.path("data").isEmpty()).as(path).isTrue();
    }
    assertThat(
            other
                .caller()
                .post(TrialApi.REPLAYS, "{\"endpoint\":\"" + endpoint + "\",\"dryRun\":true}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void aKnoxEventCanBePublishedToItsSubscription() {
    TrialApi both = new TrialApi(server.company("fleetwire kdms").caller());
    both.caller().subscribe(receiver.url("/knox"), List.of("KDMS_DEVICE_UPLOAD"));
    both.publish("KDMS_DEVICE_UPLOAD", "operation-1", "{ \"operationId\" : \"1\" }");
    assertThat(text(receiver.await(1, BOUND).getFirst())).contains("\"operationId\":\"1\"");
    KnoxAnswer refused =
        both.caller().post(TrialApi.EVENTS, TrialApi.event("KDMS_DEVICE_UPLOAD", "a", "[1]"));
    assertThat(refused.status()).isEqualTo(400);
  }

  private ReceivedCallback at(String path) {
    return receiver.callbacks().stream()
        .filter(c -> c.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private ReceivedCallback last(String path) {
    return receiver.callbacks().stream()
        .filter(callback -> callback.path().equals(path))
        .reduce((_, later) -> later)
        .orElseThrow();
  }

  /// Verified by npm's standardwebhooks and svix, or by Node's own Ed25519.
  private String peer(String key, ReceivedCallback callback) throws IOException {
    String headers =
        callback.headers().stream()
            .filter(header -> header.name().startsWith("webhook-"))
            .map(header -> "\"%s\":\"%s\"".formatted(header.name(), header.value()))
            .collect(Collectors.joining(",", "{", "}"));
    Path file = Files.writeString(folder.resolve("headers.json"), headers);
    Path body = Files.write(folder.resolve("body"), callback.body().bytes());
    return TrialTools.run(
        TrialTools.node(),
        Map.of(),
        "node",
        "standard.mjs",
        "verify",
        key,
        file.toString(),
        body.toString());
  }

  private static Payload payload(String type, String text) {
    return new Payload(type, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ReceivedCallback callback) {
    return new String(callback.body().bytes(), StandardCharsets.UTF_8);
  }

  private static String text(KnoxAnswer answer) {
    return new String(answer.body().bytes(), StandardCharsets.UTF_8);
  }
}
