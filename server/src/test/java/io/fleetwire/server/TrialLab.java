package io.fleetwire.server;

import io.fleetwire.access.KeyDesk;
import io.fleetwire.access.Organization;
import io.fleetwire.access.Role;
import io.fleetwire.access.UserAnswer;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.ReceivedCallback;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/// An organization of a trial with a device lab: a person whose programs call by an API key, and an
/// agent that numbers its reports. Thread-safe.
final class TrialLab {
  /// The vendor's four activities.
  static final String[] VENDORS = {
    "device.status.offline",
    "device.status.online",
    "device.state.unplugged",
    "device.state.utilizing"
  };

  private static final String HOST = "lab-1";

  private final OrganizationId organization;
  private final String authorization;
  private final KnoxClient caller;
  private final AtomicLong sequence = new AtomicLong();

  private TrialLab(OrganizationId organization, String authorization, KnoxClient anybody) {
    this.organization = organization;
    this.authorization = authorization;
    this.caller = anybody.with("Authorization", authorization);
  }

  /// A new organization.
  static TrialLab open(TrialServer server) {
    Organization organization = server.access().organizations().create("Trial Lab");
    return new TrialLab(
        organization.id(), authorization(server, organization.id(), Role.OWNER), server.anybody());
  }

  /// A caller with the key of a new person of this role.
  static KnoxClient person(TrialServer server, OrganizationId organization, Role role) {
    return server.anybody().with("Authorization", authorization(server, organization, role));
  }

  private static String authorization(TrialServer server, OrganizationId organization, Role role) {
    String email = "person" + server.nextNumber() + "@trial.example";
    UserAnswer answer = server.access().users().create(organization, email, role);
    if (!(answer instanceof UserAnswer.NewUser(var user, var _))) {
      throw new AssertionError(answer);
    }
    if (!(server.access().keyDesk().create(user.principal(), user.id(), "trial")
        instanceof KeyDesk.Answer.Made(var _, var secret))) {
      throw new AssertionError("no key");
    }
    return basic(email, secret.reveal());
  }

  static String basic(String login, String key) {
    return "Basic "
        + Base64.getEncoder().encodeToString((login + ":" + key).getBytes(StandardCharsets.UTF_8));
  }

  /// Whose key it is.
  String login() {
    return pair().substring(0, pair().indexOf(':'));
  }

  String key() {
    return pair().substring(pair().indexOf(':') + 1);
  }

  private String pair() {
    byte[] bytes = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  OrganizationId organization() {
    return organization;
  }

  KnoxClient caller() {
    return caller;
  }

  /// The same lab at another server, by a client that knows nobody yet.
  TrialLab at(KnoxClient anybody) {
    return new TrialLab(organization, authorization, anybody);
  }

  /// Creates a webhook, and returns its number.
  long webhook(String name, URI url, String... events) {
    return TrialJson.of(201, caller.post("/v2/webhooks", body(name, url, events)))
        .path("id")
        .longValue();
  }

  void change(long webhook, String name, URI url, String... events) {
    TrialJson.of(200, caller.put("/v2/webhooks/" + webhook, body(name, url, events)));
  }

  static String body(String name, URI url, String... events) {
    return "{\"name\":%s,\"url\":%s,\"events\":%s}"
        .formatted(
            KnoxClient.quoted(name),
            KnoxClient.quoted(url.toString()),
            KnoxClient.quoted(List.of(events)));
  }

  /// Reports one device: its status and state, in the vendor's words.
  JsonNode report(String udid, String status, String state) {
    return TrialJson.of(200, send(batch(sequence.incrementAndGet(), udid, status, state)));
  }

  /// How each device is now, in one word; at most 100 devices.
  Map<String, String> statuses() {
    return statuses(caller);
  }

  /// The same, as anybody of an organization sees it.
  static Map<String, String> statuses(KnoxClient caller) {
    Map<String, String> statuses = new HashMap<>();
    TrialJson.of(200, caller.get("/v2/devices?size=100"))
        .path("devices")
        .forEach(
            device ->
                statuses.put(
                    device.path("udid").stringValue(),
                    device.path("effectiveStatus").stringValue()));
    return statuses;
  }

  /// What a receiver was told of each device, in one word each, without what came again.
  static Map<String, List<String>> story(FakeReceiver receiver) {
    Set<String> seen = new HashSet<>();
    Map<String, List<String>> told = new HashMap<>();
    for (ReceivedCallback callback : receiver.callbacks()) {
      if (seen.add(callback.header("Fleetwire-Event-Id").orElseThrow())) {
        JsonNode json = TrialJson.read(callback.body().bytes());
        String activity = json.path("eventActivity").stringValue();
        told.computeIfAbsent(json.path("deviceUdid").stringValue(), _ -> new ArrayList<>())
            .add(activity.substring(activity.lastIndexOf('.') + 1));
      }
    }
    return told;
  }

  /// What a program says of one device that runs sessions and sees no cables.
  void session(String host, String udid, String state) {
    TrialJson.of(
        200,
        send(
            """
            {"host":"%s","stream":"sessions","reports":[{"sequence":%d,"udid":"%s","state":"%s",\
            "platform":"Android"}]}\
            """
                .formatted(host, sequence.incrementAndGet(), udid, state)));
  }

  KnoxAnswer send(String batch) {
    return caller.post("/v2/agent/reports", batch);
  }

  static String batch(long sequence, String udid, String status, String state) {
    return """
    {"host":"%s","stream":"trial","reports":[{"sequence":%d,"udid":"%s","status":"%s",\
    "state":"%s","platform":"Android","name":"Galaxy Note 8"}]}\
    """
        .formatted(HOST, sequence, udid, status, state);
  }
}
