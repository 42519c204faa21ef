package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fleetwire.access.Organization;
import io.fleetwire.access.Permission;
import io.fleetwire.access.Role;
import io.fleetwire.access.SessionAnswer;
import io.fleetwire.access.UserAnswer;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Payload;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Route;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The portal without a browser, as an attacker speaks to it. Every page of the route table is
/// tried with every kind of caller.
final class PortalAttackTrial {
  private static final String FORM = "application/x-www-form-urlencoded";

  private static TrialServer server;
  private static Visitor owner;
  private static Visitor member;

  /// Somebody whose browser holds a session.
  private record Visitor(KnoxClient client, String csrf) {}

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TrialServer.start(data);
    Organization organization = server.access().organizations().create("Attacked");
    owner = visitor(organization.id(), Role.OWNER);
    member = visitor(organization.id(), Role.MEMBER);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> everyPageWithEveryKindOfCaller() {
    return pages()
        .map(route -> dynamicTest(route.method() + " " + route.path(), () -> isGuarded(route)));
  }

  private static void isGuarded(Route route) {
    KnoxAnswer nobody = send(server.anybody(), route, "");
    assertThat(nobody.status()).as("nobody: %s", nobody).isEqualTo(303);
    assertThat(nobody.header("Location").orElse("")).startsWith("/portal/sign-in?next=");
    Set<Permission> anyOf = ((Authorization.Page) route.authorization()).anyOf();
    boolean forMembers =
        anyOf.isEmpty() || anyOf.stream().anyMatch(Role.MEMBER.permissions()::contain);
    if (!forMembers) {
      KnoxAnswer refused = send(member.client(), route, member.csrf());
      assertThat(refused.status()).as("a member: %s", refused).isEqualTo(403);
      assertThat(refused.text()).contains("ask an admin");
    }
    if (route.method() == HttpMethod.POST) {
      assertThat(send(owner.client(), route, "").status()).as("no token").isEqualTo(403);
      assertThat(send(owner.client(), route, member.csrf()).status())
          .as("another session's token")
          .isEqualTo(403);
      KnoxClient elsewhere = owner.client().with("Sec-Fetch-Site", "cross-site");
      assertThat(send(elsewhere, route, owner.csrf()).status()).as("elsewhere").isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example/portal",
        "/\\evil.example",
        "/portal\\@evil.example",
        "/portal/\t/evil",
        "/portalevil.example",
        "javascript:alert(1)",
        "/portal/sign-out",
        "@evil.example/portal"
      })
  void nextLeadsNowhereElse(String next) {
    KnoxAnswer form =
        server
            .anybody()
            .get("/portal/sign-in?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
    assertThat(found(form, "name=\"next\" value=\"([^\"]*)\"")).isEqualTo("/portal");
  }

  @Test
  void signingInIsBoundToTheBrowserThatAskedForTheForm() {
    KnoxAnswer planted =
        server
            .anybody()
            .form("/portal/sign-in", Map.of("login", "a", "password", "b", "before", "c"));
    assertThat(planted.status()).isEqualTo(403);
  }

  @Test
  void aSessionsCookieIsOutOfReachOfScriptsAndOtherSites() {
    Organization organization = server.access().organizations().create("Cookies");
    String email = "cookie" + server.nextNumber() + "@trial.example";
    UserAnswer answer = server.access().users().create(organization.id(), email, Role.OWNER);
    String password = ((UserAnswer.NewUser) answer).password().reveal();
    KnoxAnswer form = server.anybody().get("/portal/sign-in");
    String before = found(form, "name=\"before\" value=\"([^\"]*)\"");
    KnoxAnswer in =
        server
            .anybody()
            .with("Cookie", "fleetwire_before=" + before)
            .form(
                "/portal/sign-in", Map.of("login", email, "password", password, "before", before));
    assertThat(in.status()).as("%s", in).isEqualTo(303);
    String cookie =
        in.headers().stream()
            .filter(header -> header.isNamed("Set-Cookie"))
            .map(header -> header.value())
            .filter(value -> value.startsWith("fleetwire_session="))
            .findFirst()
            .orElseThrow();
    assertThat(cookie).contains("; HttpOnly", "; SameSite=Lax", "; Path=/");
  }

  @Test
  void everyPageForbidsFramesScriptsOfOthersAndGuessing() {
    KnoxAnswer page = owner.client().get("/portal");
    assertThat(page.header("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.header("Cross-Origin-Opener-Policy")).contains("same-origin");
    assertThat(page.header("Cache-Control")).contains("no-store");
    assertThat(page.text()).doesNotContainPattern("<script>|<style|style=\"|\\son\\w+=\"");
  }

  private static Stream<Route> pages() {
    return server.routes().stream()
        .flatMap(group -> group.routes().stream())
        .filter(route -> route.authorization() instanceof Authorization.Page);
  }

  private static KnoxAnswer send(KnoxClient client, Route route, String csrf) {
    String path = route.path().replaceAll("\\{[^}]*}", "1");
    boolean posts = route.method() == HttpMethod.POST;
    byte[] body = (posts ? "csrf=" + csrf : "").getBytes(StandardCharsets.UTF_8);
    return client.send(route.method().name(), path, new Payload(posts ? FORM : "", body));
  }

  private static Visitor visitor(OrganizationId organization, Role role) {
    String email = "visitor" + server.nextNumber() + "@trial.example";
    UserAnswer answer = server.access().users().create(organization, email, role);
    SessionAnswer session =
        server
            .access()
            .sessions()
            .open(email, ((UserAnswer.NewUser) answer).password(), "127.0.0.1");
    SessionAnswer.Opened opened = (SessionAnswer.Opened) session;
    String cookie = "fleetwire_session=" + opened.token().reveal();
    return new Visitor(server.anybody().with("Cookie", cookie), opened.session().csrf().reveal());
  }

  private static String found(KnoxAnswer page, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(page.text());
    assertThat(matcher.find()).as("%s in %s", pattern, page).isTrue();
    return matcher.group(1);
  }
}
