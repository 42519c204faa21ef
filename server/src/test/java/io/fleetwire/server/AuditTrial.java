package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.AuditEntry;
import io.fleetwire.access.AuditLog;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever changes endpoints or event types by our own API is in the log of changes, an application
/// as well as a person.
final class AuditTrial {
  private static final String URL = "http://127.0.0.1:9/path?token=s3cret";

  private static TrialServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TrialServer.start(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whatAPersonDoesToAnEndpointIsTakenDown() {
    TrialLab lab = TrialLab.open(server);
    TrialApi api = new TrialApi(lab.caller());
    String id = TrialApi.id(201, api.endpoint(URI.create(URL), wish("Board", "a.*")));
    String one = TrialApi.ENDPOINTS + "/" + id;
    TrialJson.of(200, api.patch(one, "{\"eventTypes\":[\"c\",\"b\"]}"));
    TrialJson.of(200, api.caller().post(one + "/secret", "{}"));
    for (String turn : List.of("pause", "resume", "disable", "enable")) {
      TrialJson.of(200, api.act(one + "/" + turn));
    }
    assertThat(api.caller().delete(one).status()).isEqualTo(204);

    List<AuditEntry> log = log(lab.organization());
    assertThat(log)
        .extracting(AuditEntry::action)
        .containsExactly(
            "endpoint.create",
            "endpoint.update",
            "endpoint.secret",
            "endpoint.pause",
            "endpoint.resume",
            "endpoint.disable",
            "endpoint.enable",
            "endpoint.delete");
    assertThat(log)
        .allMatch(entry -> entry.actor().equals(lab.login()))
        .allMatch(entry -> entry.subject().equals("endpoint " + id))
        .noneMatch(entry -> entry.detail().contains("s3cret"));
    assertThat(log.getFirst().detail()).isEqualTo("\"Board\" to 127.0.0.1: a.*");
    assertThat(log.get(1).detail()).isEqualTo("\"Board\" to 127.0.0.1: b, c");
    assertThat(log.get(3).detail()).isEqualTo("to 127.0.0.1");
  }

  @Test
  void whatAnApplicationDoesIsTakenDownByItsName() {
    TrialCompany company = server.company("fleetwire");
    new TrialApi(company.caller()).endpoint();
    assertThat(log(company.id()).getLast())
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo("endpoint.create");
              assertThat(entry.actor()).isEqualTo(company.client().id());
            });
  }

  @Test
  void consentIsTakenDown() {
    TrialCompany company = server.company("fleetwire");
    try (FakeReceiver receiver = FakeReceiver.start()) {
      receiver.answer(
          new FakeAnswer.Honest(
              200, "WebHook-Allowed-Origin: *\r\nWebHook-Allowed-Rate: 60\r\n", ""));
      TrialApi api = new TrialApi(company.caller());
      String id = TrialApi.id(201, api.endpoint(receiver.url("/hook"), wish("Asked", "a")));
      TrialJson.of(200, api.act(TrialApi.ENDPOINTS + "/" + id + "/consent"));
    }
    assertThat(actions(log(company.id()))).containsExactly("endpoint.create", "endpoint.consent");
  }

  @Test
  void whatIsDoneToAnEventTypeIsTakenDown() {
    TrialCompany company = server.company("fleetwire");
    TrialApi api = new TrialApi(company.caller());
    String one = TrialApi.TYPES + "/" + api.eventType("door.opened");
    TrialJson.of(200, api.patch(one, "{\"description\":\"A door was opened.\"}"));
    TrialJson.of(200, api.act(one + "/archive"));
    TrialJson.of(200, api.act(one + "/restore"));
    List<AuditEntry> log = log(company.id());
    assertThat(actions(log))
        .containsExactly(
            "event-type.create", "event-type.update", "event-type.archive", "event-type.restore");
    assertThat(log.getLast().subject()).isEqualTo("event type door.opened");
    assertThat(log.getLast().detail()).isEqualTo("A door was opened.");
  }

  /// There is no entry without a change.
  @Test
  void whatChangesNothingIsNotTakenDown() {
    TrialCompany company = server.company("fleetwire");
    TrialCompany stranger = server.company("fleetwire");
    TrialApi api = new TrialApi(company.caller());
    String type = TrialApi.TYPES + "/" + api.eventType("door.opened");
    String one = TrialApi.ENDPOINTS + "/" + api.endpoint();
    List<AuditEntry> before = log(company.id());
    TrialJson.of(200, api.act(one + "/resume"));
    TrialJson.of(200, api.act(type + "/restore"));
    assertThat(api.caller().post(TrialApi.TYPES, "{\"name\":\"door.opened\"}").status())
        .isEqualTo(409);
    TrialJson.of(400, api.patch(one, "{\"url\":\"ftp://a/\"}"));
    TrialJson.of(404, new TrialApi(stranger.caller()).act(one + "/pause"));
    assertThat(log(company.id())).isEqualTo(before);
  }

  private static String wish(String description, String type) {
    return "\"description\":\"%s\",\"eventTypes\":[\"%s\"]".formatted(description, type);
  }

  /// What was done to endpoints and event types, the oldest first.
  private static List<AuditEntry> log(OrganizationId organization) {
    return server
        .access()
        .audit()
        .list(organization, Long.MAX_VALUE, AuditLog.PAGE_MAX)
        .reversed()
        .stream()
        .filter(entry -> entry.action().matches("(endpoint|event-type)\\..*"))
        .toList();
  }

  private static List<String> actions(List<AuditEntry> log) {
    return log.stream().map(AuditEntry::action).toList();
  }
}
