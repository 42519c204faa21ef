package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.ReceivedCallback;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The device lab on a whole server: an agent reports, a receiver is told.
final class LabTrial {
  private static final Duration BOUND = Duration.ofSeconds(40);
  private static final String PHONE = "ce0917198075440c057e";

  @TempDir private Path data;
  private final FakeReceiver receiver = FakeReceiver.start();
  private TrialServer server;
  private TrialLab lab;

  @BeforeEach
  void start() {
    server = TrialServer.start(data);
    lab = TrialLab.open(server);
  }

  @AfterEach
  void stop() {
    server.close();
    receiver.close();
  }

  @Test
  void aPhonesStoryIsToldInNineMembersEach() {
    long webhook = lab.webhook("Webhook for All events", receiver.url("/all"), TrialLab.VENDORS);
    lab.report(PHONE, "Online", "UTILIZING");
    lab.report(PHONE, "Offline", "ACTIVATED");
    lab.report(PHONE, "Offline", "UNPLUGGED");
    lab.report(PHONE, "Online", "ACTIVATED");
    lab.report(PHONE, "Online", "UTILIZING");
    lab.report(PHONE, "Online", "ACTIVATED");
    List<ReceivedCallback> told = receiver.await(5, BOUND);
    server.awaitIdle();
    assertThat(activities(receiver.callbacks()))
        .as("and nothing for utilizing to online")
        .containsExactly(
            "device.state.utilizing",
            "device.status.offline",
            "device.state.unplugged",
            "device.status.online",
            "device.state.utilizing");
    String body = text(told.getFirst());
    String time = TrialJson.read(told.getFirst().body().bytes()).path("creationTime").stringValue();
    assertThat(body)
        .isEqualTo(
            "{\"creationTime\":\""
                + time
                + "\",\"eventType\":\"DEVICE\","
                + "\"eventActivity\":\"device.state.utilizing\",\"eventDescription\":\"Utilizing\","
                + "\"deviceUdid\":\"ce0917198075440c057e\",\"deviceName\":\"Galaxy Note 8\","
                + "\"orgId\":"
                + lab.organization()
                + ",\"webhookId\":"
                + webhook
                + ",\"webhookName\":\"Webhook for All events\"}");
    assertThat(time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(told.getFirst().method()).isEqualTo("POST");
    assertThat(told.getFirst().header("Content-Type")).contains("application/json");
  }

  @Test
  void anEditAppliesToWhatIsSentLaterAndDeletingCancelsTheRest() {
    CountDownLatch release = new CountDownLatch(1);
    receiver.answer(new FakeAnswer.Held(release, FakeAnswer.status(500)), FakeAnswer.status(200));
    long webhook = lab.webhook("before", receiver.url("/before"), TrialLab.VENDORS);
    lab.report(PHONE, "Online", "ACTIVATED");
    receiver.await(1, BOUND);
    lab.report(PHONE, "Offline", "ACTIVATED");
    lab.change(webhook, "after", receiver.url("/after"), "device.state.unplugged");
    lab.report(PHONE, "Online", "ACTIVATED");
    release.countDown();
    server.awaitSettled();
    server.clock().advance(Duration.ofMinutes(1));
    List<ReceivedCallback> told = receiver.await(3, BOUND);
    server.awaitIdle();
    assertThat(receiver.callbacks()).as("online came when nobody asked for it any more").hasSize(3);
    assertThat(told.stream().map(ReceivedCallback::path))
        .containsExactly("/before", "/after", "/after");
    assertThat(told.stream().map(callback -> field(callback, "webhookName")))
        .containsExactly("before", "after", "after");
    assertThat(activities(told))
        .containsExactly("device.status.online", "device.status.online", "device.status.offline");
    assertThat(Instant.parse(field(told.get(1), "creationTime")))
        .as("stamped when it is sent")
        .isAfter(Instant.parse(field(told.get(0), "creationTime")).plusSeconds(50));

    receiver.answer(FakeAnswer.status(500));
    lab.report(PHONE, "Offline", "UNPLUGGED");
    receiver.await(4, BOUND);
    server.awaitSettled();
    assertThat(lab.caller().delete("/v2/webhooks/" + webhook).status()).isEqualTo(204);
    server.clock().advance(Duration.ofDays(1));
    server.awaitIdle();
    assertThat(receiver.callbacks()).hasSize(4);
  }

  /// Contract 11.7: no redirect is followed.
  @Test
  void aWebhookLeadsWhereItsUrlSaysAndNowhereElse() {
    receiver.answer(FakeAnswer.redirect(receiver.url("/away").toString()));
    long redirected = lab.webhook("redirected", receiver.url("/hook"), TrialLab.VENDORS);
    lab.report(PHONE, "Online", "ACTIVATED");
    TrialServer.await(
        () -> firstAttempt(redirected).path("status").intValue(0) == 307, "no attempt");
    assertThat(receiver.callbacks()).extracting(ReceivedCallback::path).containsOnly("/hook");
  }

  private JsonNode firstAttempt(long webhook) {
    String deliveries = "/v2/webhooks/" + webhook + "/deliveries";
    JsonNode first =
        TrialJson.of(200, lab.caller().get(deliveries)).path("deliveries").path(0).path("id");
    return first.isString()
        ? TrialJson.of(200, lab.caller().get(deliveries + "/" + first.stringValue()))
            .path("log")
            .path(0)
        : first;
  }

  @Test
  void whatIsReportedTwiceIsToldOnce() {
    lab.webhook("all", receiver.url("/all"), TrialLab.VENDORS);
    String batch = TrialLab.batch(1, PHONE, "Online", "ACTIVATED");
    JsonNode first = TrialJson.of(200, lab.send(batch));
    JsonNode again = TrialJson.of(200, lab.send(batch));
    assertThat(first.path("applied").intValue()).isEqualTo(1);
    assertThat(again.path("repeated").intValue()).isEqualTo(1);
    assertThat(again.path("sequence").longValue()).isEqualTo(1);
    server.awaitIdle();
    assertThat(activities(receiver.callbacks())).containsExactly("device.status.online");
  }

  @Test
  void aRestartGoesOnWhereItWas() {
    receiver.answer(FakeAnswer.status(503));
    lab.webhook("all", receiver.url("/all"), TrialLab.VENDORS);
    lab.report(PHONE, "Online", "ACTIVATED");
    lab.report(PHONE, "Offline", "ACTIVATED");
    receiver.await(1, BOUND);
    TrialClock clock = server.clock();
    server.close();
    receiver.answer(FakeAnswer.status(200));
    clock.advance(Duration.ofMinutes(5));
    server = TrialServer.start(data, clock, Map.of());
    List<ReceivedCallback> told = receiver.await(3, BOUND);
    server.awaitIdle();
    assertThat(activities(told.subList(told.size() - 2, told.size())))
        .containsExactly("device.status.online", "device.status.offline");
  }

  @Test
  void theKeyThatBootstrapShowsOpensTheseDoors() {
    Captured.Run run =
        Captured.run("bootstrap", "--data", data.toString(), "--email", "boss@trial.example");
    String key =
        TrialJson.read(run.out().getBytes(StandardCharsets.UTF_8))
            .path("user")
            .path("apiKey")
            .stringValue();
    KnoxAnswer answer =
        server
            .anybody()
            .with("Authorization", TrialLab.basic("boss@trial.example", key))
            .get("/v2/webhooks");
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
  }

  @Test
  void anotherOrganizationSeesNothing() {
    TrialLab other = TrialLab.open(server);
    other.webhook("all", receiver.url("/other"), TrialLab.VENDORS);
    long ours = lab.webhook("all", receiver.url("/ours"), TrialLab.VENDORS);
    lab.report(PHONE, "Online", "ACTIVATED");
    receiver.await(1, BOUND);
    server.awaitIdle();
    assertThat(receiver.callbacks().stream().map(ReceivedCallback::path)).containsExactly("/ours");
    assertThat(other.caller().get("/v2/webhooks/" + ours).status()).isEqualTo(404);
    assertThat(other.caller().delete("/v2/webhooks/" + ours).status()).isEqualTo(404);
    JsonNode list = TrialJson.of(200, other.caller().get("/v2/webhooks"));
    assertThat(list.path("total").intValue()).isEqualTo(1);
  }

  private static List<String> activities(List<ReceivedCallback> callbacks) {
    return callbacks.stream().map(callback -> field(callback, "eventActivity")).toList();
  }

  private static String field(ReceivedCallback callback, String name) {
    return TrialJson.read(callback.body().bytes()).path(name).stringValue();
  }

  private static String text(ReceivedCallback callback) {
    return new String(callback.body().bytes(), StandardCharsets.UTF_8);
  }
}
