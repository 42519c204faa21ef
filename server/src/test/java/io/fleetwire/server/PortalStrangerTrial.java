package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fleetwire.access.Role;
import io.fleetwire.access.SessionAnswer;
import io.fleetwire.access.UserAnswer;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What belongs to another organization does not exist, whoever knows its id: every page about
/// webhooks, asked for by the owner of a house next door.
final class PortalStrangerTrial {
  private static TrialServer server;
  private static TrialApi victim;
  private static Visitor stranger;
  private static Visitor owner;
  private static String endpoint;
  private static String delivery;
  private static String replay;

  private record Visitor(KnoxClient client, String csrf) {}

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TrialServer.start(data);
    TrialCompany company = server.company("fleetwire");
    victim = new TrialApi(company.caller());
    delivery = victim.delivery();
    endpoint = victim.endpoint();
    replay = victim.replay();
    owner = visitor(company.id());
    stranger = visitor(server.access().organizations().create("Next Door").id());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> nothingOfOthersIsThere() {
    return Stream.of(
            "/deliveries/" + delivery,
            "/endpoints/" + endpoint,
            "/endpoints/" + endpoint + "/edit",
            "/endpoints/" + endpoint + "/delete",
            "/event-types/trial.thing",
            "/event-types/trial.thing/edit",
            "/event-types/trial.thing/publish",
            "/replays/" + replay,
            "/replays/" + replay + "?part=progress")
        .map(
            path ->
                dynamicTest(
                    path,
                    () -> {
                      assertThat(stranger.client().get("/portal" + path).status()).isEqualTo(404);
                      assertThat(owner.client().get("/portal" + path).status()).isEqualTo(200);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> nothingOfOthersIsChanged() {
    return Stream.of(
            "/deliveries/" + delivery + "/redeliver",
            "/endpoints/" + endpoint + "/pause",
            "/endpoints/" + endpoint + "/resume",
            "/endpoints/" + endpoint + "/disable",
            "/endpoints/" + endpoint + "/enable",
            "/endpoints/" + endpoint + "/test",
            "/endpoints/" + endpoint + "/edit",
            "/endpoints/" + endpoint + "/rotate",
            "/endpoints/" + endpoint + "/delete",
            "/event-types/trial.thing/edit",
            "/event-types/trial.thing/archive",
            "/event-types/trial.thing/restore",
            "/event-types/trial.thing/publish",
            "/replays/" + replay + "/cancel")
        .map(
            path ->
                dynamicTest(
                    path,
                    () -> {
                      String before = state();
                      assertThat(post(stranger, path, Map.of()).status()).isEqualTo(404);
                      assertThat(state()).isEqualTo(before);
                    }));
  }

  private static String state() {
    return victim.caller().get(TrialApi.ENDPOINTS + "/" + endpoint).text()
        + victim.caller().get(TrialApi.TYPES + "/trial.thing").text()
        + victim.caller().get(TrialApi.DELIVERIES).text()
        + victim.caller().get(TrialApi.REPLAYS).text();
  }

  @Test
  void listsAndFiltersShowNothingOfOthers() {
    for (String path :
        List.of(
            "/deliveries",
            "/deliveries?part=rows",
            "/deliveries?endpoint=" + endpoint,
            "/endpoints",
            "/event-types",
            "/replays",
            "/new-replay?endpoint=" + endpoint,
            "",
            "?part=figures")) {
      KnoxAnswer answer = stranger.client().get("/portal" + path);
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.text())
          .as(path)
          .doesNotContain(delivery)
          .doesNotContain("trial.thing")
          .doesNotContain("192.0.2.1");
    }
  }

  @Test
  void aReplayToOthersIsRefused() {
    KnoxAnswer answer =
        post(
            stranger, "/new-replay", Map.of("endpoint", endpoint, "perSecond", "1", "do", "start"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("There is no endpoint");
  }

  private static KnoxAnswer post(Visitor visitor, String path, Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("csrf", visitor.csrf());
    return visitor.client().form("/portal" + path, all);
  }

  private static Visitor visitor(OrganizationId organization) {
    String email = "stranger" + server.nextNumber() + "@trial.example";
    UserAnswer answer = server.access().users().create(organization, email, Role.OWNER);
    SessionAnswer.Opened opened =
        (SessionAnswer.Opened)
            server
                .access()
                .sessions()
                .open(email, ((UserAnswer.NewUser) answer).password(), "127.0.0.1");
    String cookie = "fleetwire_session=" + opened.token().reveal();
    return new Visitor(server.anybody().with("Cookie", cookie), opened.session().csrf().reveal());
  }
}
