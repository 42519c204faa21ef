package io.fleetwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.Role;
import io.fleetwire.testkit.KnoxClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Teams, bundles and tags: what they may have, and what they are good for (contract 7, 8).
final class GroupEdgeTest extends SharedSite {
  @Test
  void teamsBundlesAndTagsFindDevices() {
    lab.is("a", "online");
    lab.is("b", "online");
    long team = lab.made("/v2/teams", "{\"name\":\"T\",\"deviceIds\":[" + lab.id("a") + "]}");
    long bundle =
        lab.made(
            "/v2/bundles",
            "{\"name\":\"B\",\"platform\":\"Android\",\"deviceIds\":[" + lab.id("b") + "]}");
    assertThat(
            lab.put("/v2/devices/" + lab.id("b") + "/tags", "{\"tags\":[\"5g\",\"a@b.c_d-e+f\"]}"))
        .isEqualTo(204);
    assertThat(lab.list("?team=" + team)).containsExactly("a");
    assertThat(lab.list("?bundle=" + bundle)).containsExactly("b");
    assertThat(lab.list("?tag=5g")).containsExactly("b");
    JsonNode answer = LabSite.json(200, lab.http.get("/v1/devices?groupId=" + team));
    assertThat(LabCaller.udids(answer.path("privateDevices"))).containsExactly("a");
  }

  @Test
  void aBundleHasOneOperatingSystem() {
    lab.is("a", "online");
    JsonNode error =
        LabSite.json(
            400,
            lab.http.post(
                "/v2/bundles",
                "{\"name\":\"B\",\"platform\":\"iOS\",\"deviceIds\":[" + lab.id("a") + "]}"));
    assertThat(error.path("message").stringValue())
        .contains("deviceIds: device " + lab.id("a") + ", a, runs Android; a bundle for iOS");
  }

  @ParameterizedTest
  @CsvSource({"two words", "ümlaut", "''", "hash#", "123456789012345678901234567890123"})
  void aTagFollowsTheVendorsRule(String tag) {
    lab.is("a", "online");
    JsonNode error =
        LabSite.json(
            400,
            lab.http.put("/v2/devices/" + lab.id("a") + "/tags", "{\"tags\":[\"" + tag + "\"]}"));
    assertThat(error.path("message").stringValue()).contains("tags: a tag has 1 to 32");
  }

  @Test
  void personalTagsAndFavoritesAreOnesOwn() {
    lab.is("a", "online");
    lab.put("/v2/devices/" + lab.id("a") + "/personal-tags", "{\"tags\":[\"mine\"]}");
    KnoxClient other = site.person(lab.organization, Role.ADMIN);
    JsonNode theirs = LabSite.json(200, other.get("/v2/devices/" + lab.id("a")));
    assertThat(theirs.path("personalTags").isEmpty()).isTrue();
    JsonNode found = LabSite.json(200, other.get("/v2/devices?tag=mine"));
    assertThat(found.path("total").intValue()).isZero();
    assertThat(lab.list("?tag=mine")).containsExactly("a");
  }

  @Test
  void aChangeOfATeamLeavesTheRest() {
    lab.is("a", "online");
    lab.is("b", "online");
    long team = lab.made("/v2/teams", "{\"name\":\"T\",\"deviceIds\":[" + lab.id("a") + "]}");
    String path = "/v2/teams/" + team;
    lab.patch(200, path, "{\"addDeviceIds\":[" + lab.id("b") + "]}");
    assertThat(lab.list("?team=" + team)).containsExactly("a", "b");
    JsonNode renamed =
        lab.patch(200, path, "{\"name\":\"U\",\"removeDeviceIds\":[" + lab.id("a") + "]}");
    assertThat(renamed.path("name").stringValue()).isEqualTo("U");
    assertThat(lab.list("?team=" + team)).containsExactly("b");
    JsonNode listed = LabSite.json(200, lab.http.get("/v2/teams")).path("teams").path(0);
    assertThat(listed.path("devices").intValue()).isOne();
    lab.patch(400, path, "{\"addDeviceIds\":[99999]}");
    lab.patch(400, path, "{\"platform\":\"iOS\"}");
    long bundle = lab.made("/v2/bundles", "{\"name\":\"B\",\"platform\":\"iOS\"}");
    String message =
        lab.patch(400, "/v2/bundles/" + bundle, "{\"addDeviceIds\":[" + lab.id("a") + "]}")
            .path("message")
            .stringValue();
    assertThat(message).contains("runs Android; a bundle for iOS");
    assertThat(lab.list("?team=" + team)).as("nothing changed").containsExactly("b");
  }

  /// As the vendor answers whoever names no team.
  @Test
  void whoeverIsInTeamsGetsWhatTheirTeamsHaveInTheFirstForm() {
    lab.is("a", "online");
    lab.is("b", "online");
    KnoxClient member = site.person(lab.organization, Role.MEMBER);
    assertThat(first(member, "")).as("in no team").containsExactly("a", "b");
    String people = ",\"memberIds\":[%d]".formatted(newest());
    long team = lab.made("/v2/teams", team("T", "a", people));
    long other = lab.made("/v2/teams", team("U", "b", people));
    assertThat(first(member, "")).containsExactly("a", "b");
    lab.patch(200, "/v2/teams/" + other, "{\"enabled\":false}");
    assertThat(first(member, "")).containsExactly("a");
    assertThat(first(member, "?groupId=" + other)).isEmpty();
    lab.patch(200, "/v2/teams/" + team, "{\"enabled\":false}");
    assertThat(first(member, "")).as("not what nobody gave them").isEmpty();
    assertThat(first(lab.http, "")).as("who manages the lab").containsExactly("a", "b");
    assertThat(lab.list("?team=" + team)).as("it keeps what it has").containsExactly("a");
    lab.patch(200, "/v2/teams/" + team, "{\"enabled\":true}");
    assertThat(first(member, "?groupID=" + team)).containsExactly("a");
  }

  @Test
  void whoHasLeftIsInNoTeamAndTheTeamChangesAsBefore() {
    lab.is("a", "online");
    long stays = newest();
    LabCaller leaver = lab.by(site.person(lab.organization, Role.MEMBER));
    long leaves = newest();
    String device = "/v2/devices/" + lab.id("a");
    assertThat(leaver.put(device + "/personal-tags", "{\"tags\":[\"mine\"]}")).isEqualTo(204);
    assertThat(leaver.call("PUT", device + "/favorite")).isEqualTo(204);
    assertThat(of("lab_tag", leaves) + of("lab_favorite", leaves)).isEqualTo(2);
    String people = "{\"name\":\"T\",\"memberIds\":[%d,%d]}".formatted(stays, leaves);
    String path = "/v2/teams/" + lab.made("/v2/teams", people);
    assertThat(lab.http.delete("/v2/users/" + leaves).status()).isEqualTo(204);
    JsonNode shown = LabSite.json(200, lab.http.get(path));
    assertThat(shown.path("memberIds").toString()).isEqualTo("[" + stays + "]");
    JsonNode listed = LabSite.json(200, lab.http.get("/v2/teams")).path("teams").path(0);
    assertThat(listed.path("members").intValue()).isOne();
    lab.patch(200, path, "{\"addDeviceIds\":[" + lab.id("a") + "]}");
    String again = "{\"name\":\"T\",\"memberIds\":%s}".formatted(shown.path("memberIds"));
    assertThat(lab.put(path, again)).isEqualTo(200);
    assertThat(lab.put(path, people)).as("who is gone").isEqualTo(400);
    assertThat(of("lab_tag", leaves)).isZero();
    assertThat(of("lab_favorite", leaves)).isZero();
  }

  /// How many rows of a table are of a person.
  private long of(String table, long person) {
    return site.database.read(
        tx ->
            tx.find(
                    "SELECT count(*) FROM " + table + " WHERE person = ?",
                    row -> row.longAt(1),
                    person)
                .orElseThrow());
  }

  @Test
  void aCloneHasEverythingThatTheTeamHas() {
    lab.is("a", "online");
    String more = ",\"enabled\":false,\"memberIds\":[%d]".formatted(newest());
    String path = "/v2/teams/" + lab.made("/v2/teams", team("T", "a", more)) + "/clone";
    JsonNode copy = LabSite.json(201, lab.http.post(path, "{\"name\":\"U\"}"));
    assertThat(copy.path("name").stringValue()).isEqualTo("U");
    assertThat(copy.path("enabled").booleanValue()).isFalse();
    assertThat(copy.path("deviceIds").path(0).longValue()).isEqualTo(lab.id("a"));
    assertThat(copy.path("memberIds").path(0).longValue()).isEqualTo(newest());
    assertThat(copy.path("createdBy").stringValue()).isEqualTo(site.owner(lab.organization));
    assertThat(lab.http.post(path, "{\"name\":\"T\"}").status()).as("taken").isEqualTo(409);
    assertThat(lab.http.post(path, "{}").status()).isEqualTo(400);
    assertThat(site.lab().http.post(path, "{\"name\":\"V\"}").status()).isEqualTo(404);
    assertThat(site.person(lab.organization, Role.MEMBER).post(path, "{}").status()).isEqualTo(403);
  }

  @Test
  void aPublicDeviceHasNoTags() {
    lab.is("a", "online");
    String path = "/v2/devices/" + lab.id("a");
    lab.put(path, "{\"hosting\":\"public\"}");
    JsonNode error = LabSite.json(400, lab.http.put(path + "/tags", "{\"tags\":[\"5g\"]}"));
    assertThat(error.path("message").stringValue())
        .isEqualTo("tags: only private and local devices have tags");
    assertThat(lab.put(path + "/tags", "{\"tags\":[]}")).as("they may go").isEqualTo(204);
    lab.put(path, "{\"hosting\":\"local\"}");
  }

  private String team(String name, String udid, String more) {
    return "{\"name\":\"%s\",\"deviceIds\":[%d]%s}".formatted(name, lab.id(udid), more);
  }

  /// The number of whoever joined the organization last.
  private long newest() {
    return site.access.directory().users(lab.organization).getLast().id().value();
  }

  private static List<String> first(KnoxClient caller, String query) {
    return LabCaller.udids(
        LabSite.json(200, caller.get("/v1/devices" + query)).path("privateDevices"));
  }

  @Test
  void aBundleIsChangedByItsMakerAndByWhoManagesTheLab() {
    KnoxClient maker = site.person(lab.organization, Role.MEMBER);
    KnoxClient other = site.person(lab.organization, Role.MEMBER);
    String bundle = "{\"name\":\"B\",\"platform\":\"iOS\"}";
    long id = LabSite.json(201, maker.post("/v2/bundles", bundle)).path("id").longValue();
    String path = "/v2/bundles/" + id;
    String change = "{\"name\":\"C\"}";
    assertThat(LabCaller.patch(other, path, change).status()).isEqualTo(403);
    assertThat(LabCaller.patch(maker, path, change).status()).isEqualTo(200);
    assertThat(LabCaller.patch(lab.http, path, change).status()).isEqualTo(200);
    assertThat(LabCaller.patch(site.lab().http, path, change).status()).isEqualTo(404);
  }
}
