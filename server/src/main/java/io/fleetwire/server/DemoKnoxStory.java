package io.fleetwire.server;

import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.ReceivedCallback;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The vendor's tutorial, done as it is written: upload 10,000 devices, be told once, and verify
/// who told.
final class DemoKnoxStory implements DemoStory {
  private static final String EVENT = "KDMS_DEVICE_UPLOAD";
  static final String COMPANY = "Demo Company";

  private static final String SCOPE = "kdms.devices";
  private static final String TRANSACTION = "demo-upload-1";
  private static final JsonMapper JSON = new JsonMapper();

  private final DemoFleet fleet;

  DemoKnoxStory(DemoFleet fleet) {
    this.fleet = fleet;
  }

  @Override
  public String title() {
    return "Knox: upload 10,000 devices, be told once, verify who told";
  }

  @Override
  public DemoOutcome tell(DemoStage stage, DemoChecks checks) {
    try (KnoxClient anybody = KnoxClient.of(stage.house().origin())) {
      ownSomeElsewhere(stage, anybody);
      KnoxClient client = getToken(stage, anybody, checks);
      String certificate = getCertificate(stage, anybody);
      String subscription = subscribe(stage, client);
      Instant start = stage.screen().now();
      String operation = upload(stage, client, checks);
      ReceivedCallback callback = await(stage, client, operation);
      new DemoKnoxCallback(callback, certificate, checks).check(subscription, TRANSACTION);
      Duration took = Duration.between(start, stage.screen().now());
      checkResults(fields(callback).path("payload"), checks);
      checkOperation(client, operation, checks);
      checkQuiet(stage, checks);
      return new DemoOutcome("upload to verified callback", took);
    }
  }

  /// Somebody else was faster with some of the devices.
  private void ownSomeElsewhere(DemoStage stage, KnoxClient anybody) {
    Instant since = stage.screen().now();
    KnoxClient other = bearing(anybody, stage.house().open("Another Company", SCOPE), "");
    String operation = accepted(other.upload(fleet.elsewhere())).path("operationId").stringValue();
    if (!stage.until(() -> isComplete(other, operation))) {
      throw new DemoStopException("the other organization's upload does not end");
    }
    stage
        .screen()
        .step("Before", fleet.elsewhere().size() + " of the devices belong elsewhere", since);
  }

  private static KnoxClient getToken(DemoStage stage, KnoxClient anybody, DemoChecks checks) {
    Instant since = stage.screen().now();
    DemoAccount account = stage.house().open(COMPANY, SCOPE);
    KnoxAnswer answer = anybody.token(account.client(), Map.of("scope", SCOPE));
    JsonNode token = expect(200, "the token", answer);
    stage.screen().step("Token", "client credentials, scope " + SCOPE, since);
    checks.same(
        "the token lives for ten minutes", "599 s", token.path("expires_in").asInt() + " s");
    return anybody.bearing(token.path("access_token").stringValue());
  }

  private static String getCertificate(DemoStage stage, KnoxClient anybody) {
    Instant since = stage.screen().now();
    KnoxAnswer answer = anybody.certificate();
    if (answer.status() != 200) {
      throw new DemoStopException("the certificate was refused: " + answer);
    }
    stage.screen().step("Certificate", "downloaded, to verify callbacks by", since);
    return answer.text();
  }

  private static String subscribe(DemoStage stage, KnoxClient client) {
    Instant since = stage.screen().now();
    URI url = stage.receiver().url("/callbacks");
    JsonNode made = expect(200, "the subscription", client.subscribe(url, List.of(EVENT)));
    String id = made.path("payload").path("id").stringValue();
    stage.screen().step("Subscription", EVENT + ", id " + id, since);
    return id;
  }

  private String upload(DemoStage stage, KnoxClient client, DemoChecks checks) {
    Instant since = stage.screen().now();
    JsonNode data = accepted(client.with("X-WSM-TXID", TRANSACTION).upload(fleet.request()));
    String operation = data.path("operationId").stringValue();
    stage
        .screen()
        .step("Upload", "%,d identifiers accepted".formatted(fleet.request().size()), since);
    int wanted = data.path("devicesToProcessCount").asInt();
    checks.that(
        "what was sent twice counts once",
        wanted == fleet.different(),
        "%,d different of %,d".formatted(wanted, fleet.request().size()));
    return operation;
  }

  private ReceivedCallback await(DemoStage stage, KnoxClient client, String operation) {
    Instant since = stage.screen().now();
    boolean came =
        stage.until(
            () -> {
              boolean here = stage.receiver().received() > 0;
              if (!here) {
                stage.screen().progress("Work", processed(client, operation), fleet.different());
              }
              return here;
            });
    if (!came) {
      throw new DemoStopException(
          "no callback came; the operation is " + client.operation(operation));
    }
    ReceivedCallback callback = stage.receiver().callbacks().getFirst();
    stage.screen().progress("Work", fleet.different(), fleet.different());
    stage.screen().step("Callback", "received, %,d bytes".formatted(callback.body().size()), since);
    return callback;
  }

  /// Every identifier has one result, and it is the right one.
  private void checkResults(JsonNode payload, DemoChecks checks) {
    int successes = payload.path("successCount").asInt();
    int failures = payload.path("failureCount").asInt();
    checks.that(
        "successes and failures add up",
        successes == fleet.good() && successes + failures == fleet.different(),
        "%,d + %,d = %,d".formatted(successes, failures, successes + failures));
    List<String> told = new ArrayList<>(identifiers(payload.path("successfulDevices")));
    told.addAll(identifiers(payload.path("failedDevices")));
    long distinct = told.stream().distinct().count();
    checks.that(
        "every device has exactly one result",
        distinct == fleet.different() && told.size() == fleet.different(),
        "%,d results for %,d devices".formatted(told.size(), distinct));
    JsonNode failed = payload.path("failedDevices");
    List<String> invalid = identifiers(failed, "INVALID_DEVICE_ID");
    checks.that(
        "what names no device is refused",
        isSame(invalid, fleet.invalid()),
        invalid.size() + " INVALID_DEVICE_ID");
    List<String> elsewhere = identifiers(failed, "IMEI_EXIST_IN_DIFFERENT_ACCOUNT");
    checks.that(
        "what is somebody else's is refused",
        isSame(elsewhere, fleet.elsewhere()),
        elsewhere.size() + " IMEI_EXIST_IN_DIFFERENT_ACCOUNT");
  }

  private static boolean isSame(List<String> found, List<String> expected) {
    return found.size() == expected.size() && found.containsAll(expected);
  }

  private void checkOperation(KnoxClient client, String operation, DemoChecks checks) {
    JsonNode data = expect(200, "the operation", client.operation(operation)).path("data");
    checks.that(
        "the operation can be looked up",
        data.path("state").stringValue("").equals("Complete")
            && data.path("successCount").asInt() == fleet.good(),
        "%s, %,d succeeded"
            .formatted(data.path("state").stringValue("?"), data.path("successCount").asInt()));
  }

  /// Not by waiting for a while: when the server has nothing left to do, nothing can come.
  private static void checkQuiet(DemoStage stage, DemoChecks checks) {
    boolean idle = stage.until(stage.house()::isIdle);
    long received = stage.receiver().received();
    checks.that(
        "exactly one callback came",
        received == 1,
        received + " request" + (received == 1 ? "" : "s"));
    checks.that(
        "and no second one can come",
        idle,
        idle ? "nothing left in memory or on disk" : "the engine is still busy");
  }

  private static boolean isComplete(KnoxClient client, String operation) {
    KnoxAnswer answer = client.operation(operation);
    return expect(200, "the operation", answer)
        .path("data")
        .path("state")
        .stringValue("")
        .equals("Complete");
  }

  private static int processed(KnoxClient client, String operation) {
    KnoxAnswer answer = client.operation(operation);
    return expect(200, "the operation", answer).path("data").path("processedCount").asInt();
  }

  private static KnoxClient bearing(KnoxClient anybody, DemoAccount account, String scope) {
    JsonNode token =
        expect(200, "the token", anybody.token(account.client(), Map.of("scope", scope)));
    return anybody.bearing(token.path("access_token").stringValue());
  }

  private static JsonNode accepted(KnoxAnswer answer) {
    return expect(202, "the upload", answer).path("data");
  }

  private static JsonNode expect(int status, String what, KnoxAnswer answer) {
    if (answer.status() != status) {
      throw new DemoStopException(what + " was refused: " + answer);
    }
    return JSON.readTree(answer.body().bytes());
  }

  private static JsonNode fields(ReceivedCallback callback) {
    return JSON.readTree(callback.body().bytes());
  }

  private static List<String> identifiers(JsonNode devices) {
    return identifiers(devices, _ -> true);
  }

  private static List<String> identifiers(JsonNode devices, String errorCode) {
    return identifiers(
        devices, device -> device.path("errorCode").stringValue("").equals(errorCode));
  }

  private static List<String> identifiers(JsonNode devices, Predicate<JsonNode> wanted) {
    List<String> found = new ArrayList<>();
    for (JsonNode device : devices) {
      if (wanted.test(device)) {
        found.add(identifier(device));
      }
    }
    return found;
  }

  private static String identifier(JsonNode device) {
    return device
        .path("imei")
        .stringValue(device.path("serialNumber").stringValue(device.path("meid").stringValue("")));
  }
}
