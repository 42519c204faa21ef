package io.fleetwire.server;

import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.ReceivedCallback;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The device lab's page, done as it is written: a phone is used, lost, unplugged and found again,
/// and a webhook is told what the page says it is told, and nothing else.
final class DemoLabStory implements DemoStory {
  static final String COMPANY = "Demo Lab";

  /// Its people call by a key; a client comes with every new organization, and must have one.
  private static final String SCOPE = "kdms.devices";

  private static final String PATH = "/lab";
  private static final String PHONE = "ce0917198075440c057e";
  private static final String WEBHOOK = "Webhook for All events";

  /// How the phone is, step by step, and of what its webhook is told then; nothing where a session
  /// ends.
  private static final List<Step> STEPS =
      List.of(
          new Step("utilizing", "Online", "UTILIZING", "device.state.utilizing"),
          new Step("offline", "Offline", "ACTIVATED", "device.status.offline"),
          new Step("unplugged", "Offline", "UNPLUGGED", "device.state.unplugged"),
          new Step("online", "Online", "ACTIVATED", "device.status.online"),
          new Step("utilizing again", "Online", "UTILIZING", "device.state.utilizing"),
          new Step("online again", "Online", "ACTIVATED", ""));

  private static final JsonMapper JSON = new JsonMapper();

  private record Step(String name, String status, String state, String told) {}

  @Override
  public String title() {
    return "Device lab: a phone comes and goes, and a webhook is told";
  }

  @Override
  public DemoOutcome tell(DemoStage stage, DemoChecks checks) {
    DemoAccount account = stage.house().open(COMPANY, SCOPE);
    try (KnoxClient anybody = KnoxClient.of(stage.house().origin())) {
      KnoxClient caller = anybody.basic(account.email(), account.apiKey().reveal());
      long webhook = webhook(stage, caller);
      List<String> expected = new ArrayList<>();
      Instant start = stage.screen().now();
      for (int i = 0; i < STEPS.size(); i++) {
        Step step = STEPS.get(i);
        Instant since = stage.screen().now();
        report(caller, i + 1, step);
        if (!step.told().isEmpty()) {
          expected.add(step.told());
        }
        stage.until(() -> told(stage).size() >= expected.size());
        String told = step.told().isEmpty() ? "nothing is told" : step.told();
        stage.screen().step("Phone", step.name() + ": " + told, since);
      }
      Duration took = Duration.between(start, stage.screen().now());
      boolean idle = stage.until(stage.house()::isIdle);
      check(stage, expected, checks);
      checks.that(
          "utilizing to online is silent, as the page says",
          idle && told(stage).size() == expected.size(),
          idle ? "nothing left in memory or on disk" : "the engine is still busy");
      checkBody(told(stage).getFirst(), account, webhook, checks);
      return new DemoOutcome("six reports to their five callbacks", took);
    }
  }

  private static long webhook(DemoStage stage, KnoxClient caller) {
    Instant since = stage.screen().now();
    List<String> events = STEPS.subList(0, 4).stream().map(Step::told).toList();
    String body =
        "{\"name\":%s,\"url\":%s,\"events\":%s}"
            .formatted(
                KnoxClient.quoted(WEBHOOK),
                KnoxClient.quoted(stage.receiver().url(PATH).toString()),
                KnoxClient.quoted(events));
    long id = expect(201, "the webhook", caller.post("/v2/webhooks", body)).path("id").longValue();
    stage.screen().step("Webhook", "number " + id + ", all four events", since);
    return id;
  }

  private static void report(KnoxClient caller, int sequence, Step step) {
    String batch =
        """
        {"host":"demo-host","stream":"demo","reports":[{"sequence":%d,"udid":"%s","status":"%s",\
        "state":"%s","platform":"Android","name":"Galaxy Note 8"}]}\
        """
            .formatted(sequence, PHONE, step.status(), step.state());
    expect(200, "the report", caller.post("/v2/agent/reports", batch));
  }

  private static List<ReceivedCallback> told(DemoStage stage) {
    return stage.receiver().callbacks().stream()
        .filter(callback -> callback.path().equals(PATH))
        .toList();
  }

  private static void check(DemoStage stage, List<String> expected, DemoChecks checks) {
    List<String> told =
        told(stage).stream()
            .map(callback -> JSON.readTree(callback.body().bytes()))
            .map(body -> body.path("eventActivity").stringValue("?"))
            .toList();
    checks.that(
        "each change is told once, in order",
        told.equals(expected),
        told.equals(expected) ? told.size() + " callbacks" : told.toString());
  }

  /// The page's example, byte for byte, but for the time and the numbers.
  private static void checkBody(
      ReceivedCallback callback, DemoAccount account, long webhook, DemoChecks checks) {
    String body = new String(callback.body().bytes(), StandardCharsets.UTF_8);
    String time = JSON.readTree(body).path("creationTime").stringValue("");
    String expected =
        """
        {"creationTime":"%s","eventType":"DEVICE","eventActivity":"device.state.utilizing",\
        "eventDescription":"Utilizing","deviceUdid":"%s","deviceName":"Galaxy Note 8",\
        "orgId":%d,"webhookId":%d,"webhookName":"%s"}\
        """
            .formatted(time, PHONE, account.organization(), webhook, WEBHOOK);
    boolean timed = time.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    checks.that(
        "the body is the page's nine members",
        timed && body.equals(expected),
        timed && body.equals(expected) ? body.length() + " bytes, sent " + time : body);
  }

  private static JsonNode expect(int status, String what, KnoxAnswer answer) {
    if (answer.status() != status) {
      throw new DemoStopException(what + " was refused: " + answer);
    }
    return JSON.readTree(answer.body().bytes());
  }
}
