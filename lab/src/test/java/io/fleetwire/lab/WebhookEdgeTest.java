package io.fleetwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.access.AuditQuery;
import io.fleetwire.access.Permission;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.Route;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The rules of a webhook's fields (contract 2), and what callers get who break them.
final class WebhookEdgeTest extends SharedSite {
  private static final List<String> ONE = List.of("device.status.online");
  private static final String URL = "https://hooks.example/a";

  /// One code point, two characters of Java, four bytes of UTF-8.
  private static final String PHONE = "\uD83D\uDCF1";

  @Test
  void aWebhookIsAnsweredAsItIsAndFoundAgain() {
    JsonNode made =
        LabSite.json(
            201,
            lab.http.post(
                "/v2/webhooks",
                LabCaller.body(
                    " All ", URL, List.of(LabCaller.VENDORS), "\"description\":\"two\\nlines\"")));
    assertThat(made.path("name").stringValue()).as("blanks around it go").isEqualTo("All");
    assertThat(made.path("url").stringValue()).isEqualTo(URL);
    assertThat(made.path("description").stringValue()).isEqualTo("two\nlines");
    assertThat(made.path("orgId").longValue()).isEqualTo(lab.organization.value());
    assertThat(made.path("events").valueStream().map(JsonNode::stringValue))
        .containsExactly(LabCaller.VENDORS);
    String path = "/v2/webhooks/" + made.path("id").longValue();
    assertThat(LabSite.json(200, lab.http.get(path))).isEqualTo(made);
  }

  /// Contract 4: that permission and no other, at each operation.
  @Test
  void everyOperationOnWebhooksNeedsTheRightToChangeSettings() {
    List<Route> routes =
        site.service.routes().stream()
            .flatMap(group -> group.routes().stream())
            .filter(route -> route.path().startsWith("/v2/webhooks"))
            .toList();
    assertThat(routes)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            route ->
                assertThat(route.authorization())
                    .as("%s %s", route.method(), route.path())
                    .isEqualTo(new Authorization.Person(Permission.SETTINGS)));
    KnoxClient may = person("may", "system.login", "org_setting.modify");
    KnoxClient mayNot =
        person("mayNot", "system.login", "org_management.modify", "lab.manage_devices");
    String body = LabCaller.body("a", URL, ONE);
    assertThat(may.post("/v2/webhooks", body).status()).isEqualTo(201);
    assertThat(mayNot.post("/v2/webhooks", body).status()).isEqualTo(403);
    assertThat(mayNot.get("/v2/webhooks").status()).as("reading, too").isEqualTo(403);
  }

  private KnoxClient person(String name, String... permissions) {
    JsonNode role =
        made(
            "/v2/roles",
            "{\"name\":\"%s\",\"permissions\":%s}"
                .formatted(name, KnoxClient.quoted(List.of(permissions))));
    String email = name + "@lab.example";
    JsonNode user =
        made(
            "/v2/users",
            "{\"email\":\"%s\",\"role\":\"%s\"}".formatted(email, role.path("id").stringValue()));
    String keys = "/v2/users/" + user.path("id").longValue() + "/api-keys";
    return site.as(email, made(keys, "{\"name\":\"k\"}").path("apiKey").stringValue());
  }

  @Test
  void aPermissionThatIsNoneIsNamedBesideThoseThatThereAre() {
    KnoxAnswer answer =
        lab.http.post("/v2/roles", "{\"name\":\"Agent\",\"permissions\":[\"lab.report\"]}");
    assertThat(LabSite.json(400, answer).path("message").stringValue())
        .startsWith("permissions: there is no permission \"lab.report\"; there are ")
        .contains("lab.report_devices");
  }

  private JsonNode made(String path, String body) {
    return LabSite.json(201, lab.http.post(path, body));
  }

  @Test
  void lengthsCountCodePoints() {
    lab.webhook(LabCaller.body(PHONE.repeat(50), URL, ONE));
    refused(LabCaller.body(PHONE.repeat(51), URL, ONE), "name", "at most 50 characters, not 51");
    String longest = "https://hooks.example/".concat("a".repeat(512 - 22));
    lab.webhook(LabCaller.body("long", longest, ONE));
    refused(LabCaller.body("longer", longest + "a", ONE), "url", "at most 512 characters, not 513");
    lab.webhook(LabCaller.body("told", URL, ONE, "\"description\":\"" + PHONE.repeat(512) + "\""));
    refused(
        LabCaller.body("wordy", URL, ONE, "\"description\":\"" + PHONE.repeat(513) + "\""),
        "description",
        "at most 512 characters, not 513");
  }

  @Test
  void namesAreUniqueInTheOrganizationAndLetterCaseCounts() {
    long first = lab.webhook(LabCaller.body("Lab", URL, ONE));
    long second = lab.webhook(LabCaller.body("lab", URL, ONE));
    KnoxAnswer again = lab.http.post("/v2/webhooks", LabCaller.body("Lab", URL, ONE));
    assertThat(LabSite.json(409, again).path("message").stringValue())
        .startsWith("name: your organization has a webhook called \"Lab\"");
    KnoxAnswer renamed = lab.http.put("/v2/webhooks/" + second, LabCaller.body("Lab", URL, ONE));
    assertThat(renamed.status()).isEqualTo(409);
    KnoxAnswer itself = lab.http.put("/v2/webhooks/" + first, LabCaller.body("Lab", URL, ONE));
    assertThat(itself.status()).isEqualTo(200);
    site.lab().webhook(LabCaller.body("Lab", URL, ONE));
    assertThat(lab.http.delete("/v2/webhooks/" + first).status()).isEqualTo(204);
    long reused = lab.webhook(LabCaller.body("Lab", URL, ONE));
    assertThat(reused).as("a name is free again, a number never").isGreaterThan(second);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{`url`:`https://a.example`,`events`:[`device.status.online`]}      | name   | required",
        "{`name`:` `,`url`:`https://a.example`,`events`:[`device.status.online`]}| name | 1 to 50",
        "{`name`:7,`url`:`https://a.example`,`events`:[`device.status.online`]} | name | string",
        "{`name`:`a\\n"
            + "b`,`url`:`https://a.example`,`events`:[`device.status.online`]}|name|one line",
        "{`name`:`a`,`events`:[`device.status.online`]}                      | url    | required",
        "{`name`:`a`,`url`:`ftp://a.example`,`events`:[`device.status.online`]} | url | http://",
        "{`name`:`a`,`url`:`no url`,`events`:[`device.status.online`]}       | url    | not a URL",
        "{`name`:`a`,`url`:`https://u:p@a.example`,`events`:[`device.status.online`]}|url|password",
        "{`name`:`a`,`url`:`https://a.example`}                              | events | at least"
            + " one",
        "{`name`:`a`,`url`:`https://a.example`,`events`:[]}                  | events | at least"
            + " one",
        "{`name`:`a`,`url`:`https://a.example`,`events`:[`Online`]}          | events | no event",
        "{`name`:`a`,`url`:`https://a.example`,`events`:[`DEVICE.STATUS.ONLINE`]}|events|no event",
        "{`name`:`a`,`url`:`https://a.example`,`events`:[`device.status.online`],`paused?`:1}"
            + "|paused?|unknown",
      })
  void whatIsWrongIsNamedWithItsFieldAndChangesNothing(String body, String field, String says) {
    refused(body.replace('`', '"'), field, says);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    JsonNode error = LabSite.json(400, lab.http.post("/v2/webhooks", "{}"));
    assertThat(error.path("errors").valueStream().map(e -> e.path("field").stringValue()))
        .containsExactlyInAnyOrder("name", "url", "events");
    assertThat(error.path("message").stringValue()).contains("name: ", "url: ", "events: ");
    assertThat(error.path("code").stringValue()).isEqualTo("INVALID");
    assertThat(error.path("requestId").stringValue()).isNotBlank();
  }

  @Test
  void aFragmentIsKeptAndNotSent() {
    long webhook = lab.webhook(LabCaller.body("bin", "https://bin.example/x?a=b#!/view", ONE));
    assertThat(LabSite.json(200, lab.http.get("/v2/webhooks/" + webhook)).path("url").stringValue())
        .isEqualTo("https://bin.example/x?a=b#!/view");
    lab.is("phone", "online");
    assertThat(site.told("https://bin.example/x?a=b")).containsExactly("device.status.online");
  }

  /// Contract 11.8: accepted, and said to be what it is.
  @Test
  void plainHttpIsTakenWithAWarning() {
    JsonNode plain =
        made("/v2/webhooks", LabCaller.body("plain", "HTTP://hooks.example/?k=v", ONE));
    assertThat(plain.path("url").stringValue()).isEqualTo("HTTP://hooks.example/?k=v");
    assertThat(plain.path("warnings").path(0).stringValue())
        .startsWith("url: http is not encrypted");
    assertThat(made("/v2/webhooks", LabCaller.body("tls", URL, ONE)).path("warnings").size())
        .isZero();
  }

  @Test
  void listsAreSearchedInThreeFieldsAndPagedNewestFirst() {
    lab.webhook(LabCaller.body("Alpha", "https://one.example/", ONE));
    lab.webhook(LabCaller.body("Beta", "https://two.example/ALPHA", ONE));
    lab.webhook(LabCaller.body("Gamma", URL, ONE, "\"description\":\"like alpha\""));
    lab.webhook(LabCaller.body("Delta", URL, ONE));
    assertThat(names("?search=alpha")).containsExactly("Gamma", "Beta", "Alpha");
    assertThat(names("?page=2&size=3")).containsExactly("Alpha");
    assertThat(names("?page=9")).isEmpty();
    assertThat(LabSite.json(200, lab.http.get("/v2/webhooks?search=x%25")).path("total").intValue())
        .as("no pattern, a text")
        .isZero();
    JsonNode error = LabSite.json(400, lab.http.get("/v2/webhooks?page=0&size=101"));
    assertThat(error.path("message").stringValue())
        .isEqualTo("page: an integer from 1 to 100000; size: an integer from 1 to 100");
  }

  @Test
  void anOrganizationHasAtMostTwoHundred() {
    lab.webhook(LabCaller.body("n0", URL, ONE));
    Webhook first = site.database.read(tx -> WebhookTable.list(tx, lab.organization)).getFirst();
    site.database.write(
        tx -> {
          for (int i = 1; i < Webhooks.PER_ORGANIZATION_MAX; i++) {
            WebhookTable.add(tx, like(first, i));
          }
          return first;
        });
    KnoxAnswer answer = lab.http.post("/v2/webhooks", LabCaller.body("more", URL, ONE));
    assertThat(LabSite.json(422, answer).path("message").stringValue()).contains("at most 200");
  }

  private static Webhook like(Webhook first, int number) {
    return new Webhook(
        first.id() + number,
        first.organization(),
        new EndpointId(first.endpoint().value() + number),
        new WebhookDraft("n" + number, URL, "", List.of(Activity.ONLINE), WebhookOptions.NONE),
        first.createdAt(),
        first.changedAt(),
        first.createdBy());
  }

  @Test
  void everyChangeIsInTheAuditLogWithoutTheUrlsSecrets() {
    long id = lab.webhook(LabCaller.body("a", "https://hooks.example/p?token=secret", ONE));
    lab.http.put("/v2/webhooks/" + id, LabCaller.body("b", URL, ONE));
    lab.http.delete("/v2/webhooks/" + id);
    var query = new AuditQuery(lab.organization, "", "webhook.", Long.MAX_VALUE);
    var entries = site.access.audit().list(query, 10);
    assertThat(entries.stream().map(e -> e.action() + " of " + e.subject()))
        .containsExactly(
            "webhook.delete of webhook " + id,
            "webhook.update of webhook " + id,
            "webhook.create of webhook " + id);
    assertThat(entries.toString()).doesNotContain("secret").contains(site.owner(lab.organization));
  }

  @Test
  void aPathThatNamesNoNumberIsNotFound() {
    assertThat(lab.http.get("/v2/webhooks/none").status()).isEqualTo(404);
    assertThat(lab.http.get("/v2/webhooks/999").status()).isEqualTo(404);
    assertThat(lab.http.put("/v2/webhooks/999", "{}").status()).isEqualTo(404);
    JsonNode nowhere = LabSite.json(404, lab.http.get("/v2/nothing"));
    assertThat(nowhere.path("code").stringValue()).isEqualTo("NOT_FOUND");
  }

  private List<String> names(String query) {
    return LabSite.json(200, lab.http.get("/v2/webhooks" + query))
        .path("webhooks")
        .valueStream()
        .map(webhook -> webhook.path("name").stringValue())
        .toList();
  }

  private void refused(String body, String field, String says) {
    KnoxClient caller = lab.http;
    int before = LabSite.json(200, caller.get("/v2/webhooks")).path("total").intValue();
    JsonNode error = LabSite.json(400, caller.post("/v2/webhooks", body));
    assertThat(error.path("errors").path(0).path("field").stringValue()).isEqualTo(field);
    assertThat(error.path("errors").path(0).path("message").stringValue()).contains(says);
    int after = LabSite.json(200, caller.get("/v2/webhooks")).path("total").intValue();
    assertThat(after).isEqualTo(before);
  }
}
