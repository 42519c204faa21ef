package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fleetwire.access.AuditEntry;
import io.fleetwire.access.ClientAnswer;
import io.fleetwire.access.ClientRegistration;
import io.fleetwire.access.DirectoryAnswer;
import io.fleetwire.access.InvitationAnswer;
import io.fleetwire.access.KeyDesk;
import io.fleetwire.access.LegacyClientAnswer;
import io.fleetwire.access.LegacyClients;
import io.fleetwire.access.Organization;
import io.fleetwire.access.Permissions;
import io.fleetwire.access.Principal;
import io.fleetwire.access.Role;
import io.fleetwire.access.Scopes;
import io.fleetwire.access.Session;
import io.fleetwire.access.SessionAnswer;
import io.fleetwire.access.User;
import io.fleetwire.access.UserAnswer;
import io.fleetwire.bin.Bin;
import io.fleetwire.bin.BinDesk;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Secret;
import io.fleetwire.knox.OperationDesk;
import io.fleetwire.knox.SubscriptionDesk;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Route;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The owner of one organization goes for the things of another, by every page of the route table
/// that names one; and somebody gives their things names that a browser would run.
final class PortalStrangerTrial {
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");
  private static final String URL = "https://r.victim.example";
  private static final String EVIL = "<img src=x onerror=alert(1)>";

  private static TrialServer server;
  private static Somebody victim;
  private static Somebody stranger;
  private static Map<String, String> things;

  /// The owner of an organization, their browser, and their programs.
  private record Somebody(
      Principal principal, Session session, Secret token, KnoxClient api, TrialApi client) {
    OrganizationId organization() {
      return principal.organization();
    }

    KnoxClient browser() {
      return server.anybody().with("Cookie", "fleetwire_session=" + token.reveal());
    }
  }

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TrialServer.start(data);
    victim = somebody("Victim & <b>Sons</b>");
    stranger = somebody("Stranger");
    things = things();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> nothingOfAnotherOrganizationIsSeenOrChanged() {
    return pages()
        .filter(route -> PARAMETER.matcher(route.path()).find())
        .map(route -> dynamicTest(route.method() + " " + route.path(), () -> isOutOfReach(route)));
  }

  private static void isOutOfReach(Route route) {
    List<String> before = everything();
    KnoxAnswer answer = send(stranger, route.method(), path(route));
    // Apple devices belong to the server, and the victim to those who run it
    boolean apple = names(route).anyMatch("channelId"::equals);
    assertThat(answer.status()).as("%s", answer).isIn(apple ? List.of(403) : List.of(303, 404));
    assertThat(answer.text()).doesNotContain(URL, "VICTIM1234", "victim.example", "onerror");
    assertThat(everything()).isEqualTo(before);
    KnoxAnswer own = send(victim, HttpMethod.GET, path(route));
    if (route.method() == HttpMethod.GET) {
      assertThat(own.status()).as("theirs it is: %s", own).isEqualTo(200);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyPageEscapesWhatPeopleWroteAndForbidsTheRest() {
    return pages()
        .filter(route -> route.method() == HttpMethod.GET)
        .map(route -> dynamicTest(route.path(), () -> isSafe(path(route))));
  }

  private static void isSafe(String path) {
    KnoxAnswer page = send(victim, HttpMethod.GET, path);
    assertThat(page.status()).as("%s", page).isEqualTo(200);
    assertThat(page.text()).doesNotContain(EVIL, "<b>Sons</b>");
    assertThat(page.text()).doesNotContainPattern("<script>|<style|style=\"|\\son[a-z]+=\"");
    assertThat(page.header("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.header("X-Frame-Options")).contains("DENY");
    assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.header("Cache-Control").orElse("")).contains("no-store");
    // and what was asked for is not told back as it was
    String asked = path + "?search=%3Cimg%20src=x%20onerror=alert(1)%3E&actor=%22%3E%3Ci%20id=q%3E";
    assertThat(send(victim, HttpMethod.GET, asked).text()).doesNotContain(EVIL, "\"><i id=q>");
  }

  @Test
  void aLinkIsWorthNothingWithoutItsToken() {
    for (String token : List.of("", "fwi_guess", "fwu_guess", "fwn_guess", "%3Cb%3E")) {
      for (String path : List.of("/portal/join", "/portal/set-up", "/portal/reset")) {
        KnoxAnswer answer = server.anybody().get(path + "?token=" + token);
        assertThat(answer.status()).as("%s %s", path, token).isEqualTo(404);
        assertThat(answer.header("Content-Security-Policy")).isPresent();
        Map<String, String> form =
            Map.of("token", token, "organization", "x", "email", "a@b", "password", "x".repeat(12));
        assertThat(server.anybody().form(path, form).status()).as(path).isEqualTo(404);
      }
    }
  }

  @Test
  void noPageIsForgottenHere() {
    assertThat(pages().flatMap(PortalStrangerTrial::names).distinct())
        .allMatch(name -> things.containsKey(name));
  }

  @Test
  void whatIsChosenInAListIsOnesOwn() {
    List<String> before = everything();
    String device = "device." + things.get("deviceId") + "=on";
    for (Map.Entry<String, String> deed :
        List.of(
            Map.entry("group", "group=team." + things.get("teamId")),
            Map.entry("group", "group=bundle." + things.get("bundleId")),
            Map.entry("tag", "tag=taken"),
            Map.entry("retain", "hours=1"))) {
      String path = "/portal/devices/" + deed.getKey();
      KnoxAnswer answer = post(stranger, path, device + "&" + deed.getValue());
      assertThat(answer.status()).as("%s: %s", deed, answer).isIn(303, 422);
      assertThat(answer.text()).doesNotContain("VICTIM-UDID", "onerror");
    }
    assertThat(everything()).isEqualTo(before);
  }

  private static Map<String, String> things() {
    Principal by = victim.principal();
    Map<String, String> all = new HashMap<>();
    SubscriptionDesk.Answer subscription =
        server.knox().subscriptions().create(by, URL, List.of("KAI_BATTERY_STATUS"));
    all.put("subscriptionId", ((SubscriptionDesk.Answer.Saved) subscription).subscription().id());
    OperationDesk.Answer operation =
        server.knox().operations().upload(by, "VICTIM1234 " + EVIL.replace(" ", ""));
    all.put("operationId", ((OperationDesk.Answer.Accepted) operation).id());
    ClientRegistration wish =
        ClientRegistration.of(by.organization(), Scopes.parse("kdms").orElseThrow());
    ClientAnswer client = server.access().clients().register(by, wish);
    all.put("clientId", ((ClientAnswer.NewClient) client).client().id());
    LegacyClients legacy = server.access().legacyClients();
    LegacyClientAnswer signing = legacy.register(by, wish.scopes(), legacy.newKeys().publicKey());
    all.put("legacyClientId", ((LegacyClientAnswer.NewLegacyClient) signing).client().identifier());
    DirectoryAnswer role = server.access().directory().saveRole(by, "", EVIL, Permissions.NONE);
    all.put("roleCode", ((DirectoryAnswer.ChangedRole) role).role().code());
    String email = "m" + server.nextNumber() + EVIL.replace(" ", "") + "@victim.example";
    InvitationAnswer invited = server.access().invitations().invite(by, email, "member");
    all.put(
        "invitationId", Long.toString(((InvitationAnswer.Invited) invited).invitation().number()));
    String nobody = "n" + server.nextNumber() + "@victim.example";
    User member =
        ((UserAnswer.NewUser)
                server.access().users().create(by.organization(), nobody, Role.MEMBER))
            .user();
    all.put("userId", Long.toString(member.id().value()));
    KeyDesk.Answer key = server.access().keyDesk().create(by, victim.session().user().id(), EVIL);
    all.put("prefix", ((KeyDesk.Answer.Made) key).key().prefix());
    all.putAll(bin(by));
    all.putAll(lab());
    all.putAll(told());
    all.put("channelId", "00008030-VICTIM");
    all.put(
        "session",
        server
            .access()
            .sessions()
            .list(victim.session().user().id(), victim.token())
            .getFirst()
            .name());
    return Map.copyOf(all);
  }

  /// A bin to which somebody from outside has sent what a browser would run.
  private static Map<String, String> bin(Principal by) {
    BinDesk.Answer answer = server.bins().create(by, EVIL, server.origin().toString());
    Bin bin = ((BinDesk.Answer.Made) answer).bin();
    server
        .anybody()
        .with("Fleetwire-Event-Type", EVIL)
        .with("X-Evil", EVIL)
        .send(
            "POST",
            "/bin/" + bin.token(),
            new Payload("text/html", EVIL.getBytes(StandardCharsets.UTF_8)));
    String caught = Long.toString(server.bins().catches(bin).getFirst().caught().id());
    return Map.of("binId", Long.toString(bin.id()), "catchId", caught);
  }

  /// A device, what it hangs on and belongs to, who retains it, and who is told.
  private static Map<String, String> lab() {
    String batch = TrialLab.batch(1, "VICTIM-UDID", "Online", "ACTIVATED");
    TrialJson.of(
        200, victim.api().post("/v2/agent/reports", batch.replace("Galaxy Note 8", quoted(EVIL))));
    String device = number(victim.api().get("/v2/devices"), "devices");
    String name = "{\"name\":\"" + EVIL + "\",\"deviceIds\":[" + device + "]";
    victim.api().post("/v2/teams", name + "}");
    victim.api().post("/v2/bundles", name + ",\"platform\":\"Android\"}");
    victim.api().post("/v2/bookings", "{\"deviceIds\":[" + device + "],\"unlimited\":true}");
    victim.api().post("/v2/webhooks", TrialLab.body(EVIL, URI.create(URL), "device.status.online"));
    victim.api().put("/v2/devices/" + device + "/tags", "{\"tags\":[\"victims-own\"]}");
    return Map.of(
        "tag", "victims-own",
        "deviceId", device,
        "hostId", number(victim.api().get("/v2/hosts"), "hosts"),
        "teamId", number(victim.api().get("/v2/teams"), "teams"),
        "bundleId", number(victim.api().get("/v2/bundles"), "bundles"),
        "bookingId", number(victim.api().get("/v2/bookings"), "bookings"),
        "webhookId", number(victim.api().get("/v2/webhooks"), "webhooks"));
  }

  private static String quoted(String text) {
    return text.replace("\"", "\\\"");
  }

  private static String number(KnoxAnswer answer, String list) {
    return Long.toString(TrialJson.of(200, answer).path(list).path(0).path("id").longValue());
  }

  /// An event, who is told of it, and telling them again.
  private static Map<String, String> told() {
    String type = victim.client().eventType("victim.thing");
    String endpoint =
        TrialApi.id(
            201,
            victim
                .client()
                .endpoint(
                    URI.create(URL),
                    "\"description\":\"" + EVIL + "\",\"eventTypes\":[\"victim.*\"]"));
    victim.client().publish(type, EVIL, "\"" + EVIL + "\"");
    String delivery =
        TrialJson.of(
                200, victim.client().caller().get(TrialApi.DELIVERIES + "?endpoint=" + endpoint))
            .path("data")
            .path(0)
            .path("id")
            .stringValue();
    return Map.of(
        "eventType", type,
        "endpointId", endpoint,
        "deliveryId", delivery,
        "replayId", victim.client().replay());
  }

  /// All that a stranger could have changed, but for the log and what a pump does.
  private static List<String> everything() {
    OrganizationId organization = victim.organization();
    return Stream.<Object>of(
            server.knox().subscriptions().list(organization),
            server.access().clients().list(organization),
            server.access().legacyClients().list(organization),
            server.access().directory().users(organization),
            server.access().directory().roles(organization),
            server.access().invitations().list(organization),
            server.access().apiKeys().list(victim.session().user().id()),
            server.access().audit().list(organization, Long.MAX_VALUE, 200).stream()
                .map(AuditEntry::number)
                .toList(),
            server.bins().list(organization),
            server.bins().list(organization).stream()
                .map(bin -> server.bins().catches(bin).size())
                .toList(),
            server.access().sessions().find(victim.token()).isPresent(),
            Stream.of("devices", "hosts", "teams", "bundles", "bookings", "webhooks")
                .map(list -> victim.api().get("/v2/" + list).text())
                .toList(),
            victim.client().caller().get(TrialApi.TYPES).text(),
            endpoints())
        .map(Object::toString)
        .toList();
  }

  /// What is set of endpoints; how they fare changes by itself.
  private static List<String> endpoints() {
    List<String> all = new ArrayList<>();
    for (JsonNode endpoint :
        TrialJson.of(200, victim.client().caller().get(TrialApi.ENDPOINTS)).path("data")) {
      for (String member : List.of("id", "url", "description", "eventTypes")) {
        all.add(endpoint.path(member).toString());
      }
    }
    return all;
  }

  private static Stream<Route> pages() {
    return server.routes().stream()
        .flatMap(group -> group.routes().stream())
        .filter(route -> route.authorization() instanceof Authorization.Page);
  }

  private static Stream<String> names(Route route) {
    return PARAMETER.matcher(route.path()).results().map(match -> match.group(1));
  }

  private static String path(Route route) {
    return PARAMETER.matcher(route.path()).replaceAll(PortalStrangerTrial::thing);
  }

  private static String thing(MatchResult match) {
    return Objects.requireNonNull(things.get(match.group(1)), "one of each kind was made");
  }

  private static KnoxAnswer post(Somebody who, String path, String fields) {
    String form = "csrf=" + who.session().csrf().reveal() + "&" + fields;
    return who.browser()
        .send(
            "POST",
            path,
            new Payload(
                "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.UTF_8)));
  }

  private static KnoxAnswer send(Somebody who, HttpMethod method, String path) {
    boolean posts = method == HttpMethod.POST;
    String csrf = who.session().csrf().reveal();
    // every field that a form of ours may need to get as far as the thing itself
    String form =
        "csrf=" + csrf + "&name=x&role=member&url=https://s.example&event.KAI_BATTERY_STATUS=on";
    byte[] body = (posts ? form : "").getBytes(StandardCharsets.UTF_8);
    String type = posts ? "application/x-www-form-urlencoded" : "";
    return who.browser().send(method.name(), path, new Payload(type, body));
  }

  private static Somebody somebody(String name) {
    Organization organization = server.access().organizations().create(name);
    String email = "owner" + server.nextNumber() + "@trial.example";
    UserAnswer.NewUser user =
        (UserAnswer.NewUser) server.access().users().create(organization.id(), email, Role.OWNER);
    SessionAnswer.Opened opened =
        (SessionAnswer.Opened) server.access().sessions().open(email, user.password(), "127.0.0.1");
    Principal by = user.user().principal();
    KeyDesk.Answer.Made key =
        (KeyDesk.Answer.Made) server.access().keyDesk().create(by, user.user().id(), "trial");
    return new Somebody(
        by,
        opened.session(),
        opened.token(),
        server.anybody().with("Authorization", TrialLab.basic(email, key.secret().reveal())),
        new TrialApi(server.company(organization, "fleetwire").caller()));
  }
}
