package io.fleetwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.Role;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import io.fleetwire.testkit.KnoxAnswer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What became of callbacks, and to call again; and the keys of those who ask.
final class WebhookLogTest extends SharedSite {
  private static final String URL = "https://hooks.example/a";

  private String path;

  @BeforeEach
  void prepare() {
    path = "/v2/webhooks/" + lab.webhook(URL, List.of(LabCaller.VENDORS)) + "/deliveries";
    lab.is("phone", "online", "offline");
    site.deliver();
  }

  @Test
  void theLogHasEachDeliveryWithItsAttemptsTheNewestFirst() {
    JsonNode page = LabSite.json(200, lab.http.get(path + "?size=1"));
    JsonNode newest = page.path("deliveries").path(0);
    assertThat(newest.path("eventActivity").stringValue()).isEqualTo("device.status.offline");
    assertThat(newest.path("deviceUdid").stringValue()).isEqualTo("phone");
    assertThat(newest.path("state").stringValue()).isEqualTo("delivered");
    assertThat(newest.path("sequence").intValue()).isEqualTo(2);
    String next = page.path("next").stringValue();
    JsonNode older = LabSite.json(200, lab.http.get(path + "?size=1&next=" + next));
    assertThat(older.path("deliveries").path(0).path("sequence").intValue()).isEqualTo(1);
    JsonNode one = LabSite.json(200, lab.http.get(path + "/" + newest.path("id").stringValue()));
    assertThat(one.path("log").path(0).path("status").intValue()).isEqualTo(200);
    assertThat(one.path("log").path(0).path("next").stringValue()).isEqualTo("delivered");
    assertThat(
            LabSite.json(200, lab.http.get(path + "?state=pending,exhausted"))
                .path("deliveries")
                .isEmpty())
        .isTrue();
  }

  @Test
  void aDeliveryIsMadeAgainOfTheSameEventAsTheWebhookIsNow() {
    String id =
        LabSite.json(200, lab.http.get(path)).path("deliveries").path(1).path("id").stringValue();
    lab.http.put(
        path.replace("/deliveries", ""),
        LabCaller.body("renamed", URL, List.of("device.state.unplugged")));
    JsonNode again = LabSite.json(202, post(path + "/" + id + "/redeliver"));
    site.deliver();
    List<OutboundRequest> sent = site.sender.sent();
    assertThat(sent).hasSize(3);
    assertThat(LabSite.header(sent.get(2), "Fleetwire-Event-Id"))
        .isEqualTo(LabSite.header(sent.get(0), "Fleetwire-Event-Id"));
    assertThat(LabSite.header(sent.get(2), "Fleetwire-Delivery-Id"))
        .isEqualTo(again.path("id").stringValue())
        .isNotEqualTo(id);
    JsonNode body = LabSite.body(sent.get(2));
    assertThat(body.path("eventActivity").stringValue()).isEqualTo("device.status.online");
    assertThat(body.path("webhookName").stringValue()).isEqualTo("renamed");
    JsonNode newest = LabSite.json(200, lab.http.get(path)).path("deliveries").path(0);
    assertThat(newest.path("origin").stringValue()).isEqualTo("redelivery");
    JsonNode log = LabSite.json(200, lab.http.get("/v2/audit-log"));
    assertThat(log.toString()).contains("webhook.redeliver");
  }

  @Test
  void whatIsSomebodyElsesOrNoneIsNotFoundAndABadWishNamesItsField() {
    LabCaller other = site.lab();
    String own = "/v2/webhooks/" + other.webhook(URL, List.of(LabCaller.VENDORS)) + "/deliveries";
    String id =
        LabSite.json(200, lab.http.get(path)).path("deliveries").path(0).path("id").stringValue();
    assertThat(other.http.get(path).status()).isEqualTo(404);
    assertThat(other.http.get(own + "/" + id).status()).isEqualTo(404);
    assertThat(
            other
                .http
                .send("POST", own + "/" + id + "/redeliver", new Payload("", new byte[0]))
                .status())
        .isEqualTo(404);
    assertThat(lab.http.get(path + "/what").status()).isEqualTo(404);
    assertThat(LabSite.json(400, lab.http.get(path + "?state=lost")).path("message").stringValue())
        .startsWith("state: one or more of pending, delivered");
    assertThat(LabSite.json(400, lab.http.get(path + "?size=101")).path("message").stringValue())
        .isEqualTo("size: an integer from 1 to 100");
    assertThat(LabSite.json(400, lab.http.get(path + "?next=x")).path("message").stringValue())
        .startsWith("next: ");
  }

  @Test
  void peopleMakeKeysAndWhoManagesThemMakesThoseOfOthersWhoMayNoMore() {
    long agent = invited("agent@lab.example", "member");
    JsonNode made = key(201, agent, "rack-1");
    String secret = made.path("apiKey").stringValue();
    assertThat(secret).startsWith("fwk_");
    String keys = "/v2/users/" + agent + "/api-keys";
    JsonNode listed = LabSite.json(200, lab.http.get(keys));
    assertThat(listed.path("apiKeys").path(0).path("name").stringValue()).isEqualTo("rack-1");
    assertThat(listed.toString()).doesNotContain(secret);
    var member = site.as("agent@lab.example", secret);
    assertThat(member.get("/v2/devices").status()).isEqualTo(200);
    assertThat(member.get(keys).status()).as("one's own").isEqualTo(200);
    long owner =
        LabSite.json(200, lab.http.get("/v2/users")).path("users").path(0).path("id").longValue();
    assertThat(member.get("/v2/users/" + owner + "/api-keys").status()).isEqualTo(403);
    var admin = site.person(lab.organization, Role.ADMIN);
    assertThat(admin.post("/v2/users/" + owner + "/api-keys", "{\"name\":\"mine now\"}").status())
        .as("an owner's key is an owner's to make")
        .isEqualTo(403);
    assertThat(lab.http.get("/v2/users/999999/api-keys").status()).isEqualTo(404);
    String prefix = made.path("prefix").stringValue();
    assertThat(lab.http.delete(keys + "/" + prefix).status()).isEqualTo(204);
    assertThat(member.get("/v2/devices").status()).isEqualTo(401);
    assertThat(lab.http.delete(keys + "/" + prefix).status()).isEqualTo(404);
    assertThat(LabSite.json(200, lab.http.get("/v2/audit-log")).toString())
        .contains("api-key.create", "api-key.delete")
        .doesNotContain(secret);
  }

  private JsonNode key(int status, long user, String name) {
    return LabSite.json(
        status, lab.http.post("/v2/users/" + user + "/api-keys", "{\"name\":\"" + name + "\"}"));
  }

  private long invited(String email, String role) {
    return LabSite.json(
            201,
            lab.http.post("/v2/users", "{\"email\":\"" + email + "\",\"role\":\"" + role + "\"}"))
        .path("id")
        .longValue();
  }

  private KnoxAnswer post(String to) {
    return lab.http.send("POST", to, new Payload("", new byte[0]));
  }
}
