package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Role;
import io.fleetwire.engine.Payload;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.Route;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every route for people with every kind of caller, made from the route table itself.
final class PersonTrial {
  private static final String NAMED = "{\"name\":\"trial\"}";
  private static TrialServer server;
  private static TrialLab owner;
  private static TrialLab stranger;
  private static KnoxClient admin;
  private static KnoxClient member;
  private static TrialCompany company;
  private static LabThings things;

  private enum Caller {
    OWNER,
    ADMIN,
    MEMBER,
    OF_ANOTHER_ORGANIZATION,
    NOBODY,
    WITH_A_TOKEN,
    WITH_A_WRONG_KEY,
    WITH_A_PASSWORD,
    WITH_GARBAGE
  }

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TrialServer.start(data);
    owner = TrialLab.open(server);
    stranger = TrialLab.open(server);
    admin = TrialLab.person(server, owner.organization(), Role.ADMIN);
    member = TrialLab.person(server, owner.organization(), Role.MEMBER);
    company = server.company("kdms kai ke kc");
    things = new LabThings(owner);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> everyRouteWithEveryKindOfCaller() {
    return server.routes().stream()
        .flatMap(group -> group.routes().stream())
        .filter(route -> route.authorization() instanceof Authorization.Person)
        .flatMap(
            route ->
                Stream.of(Caller.values())
                    .map(
                        caller ->
                            dynamicTest(
                                route.method() + " " + route.path() + " " + caller,
                                () -> isTreatedAsItMust(route, caller))));
  }

  private static void isTreatedAsItMust(Route route, Caller caller) {
    String path = things.path(route.path());
    KnoxAnswer answer = client(caller).send(route.method().name(), path, body(route));
    boolean ofAThing = route.path().contains("{");
    switch (caller) {
      case OWNER, ADMIN -> assertThat(answer.status()).as("%s", answer).isNotIn(401, 403, 404, 500);
      case MEMBER -> {
        // A member may make bundles, and change none that somebody else made: that is 403, too.
        if (Role.MEMBER.permissions().contain(permission(route))) {
          assertThat(answer.status()).as("%s", answer).isNotIn(401, 500);
        } else {
          assertThat(answer.status()).as("%s", answer).isEqualTo(403);
        }
      }
      case OF_ANOTHER_ORGANIZATION -> {
        if (ofAThing) {
          assertThat(answer.status()).as("%s", answer).isEqualTo(404);
        } else {
          assertThat(answer.status()).as("%s", answer).isNotIn(401, 403, 404, 500);
        }
      }
      case NOBODY, WITH_A_TOKEN, WITH_A_WRONG_KEY, WITH_A_PASSWORD, WITH_GARBAGE -> {
        assertThat(answer.status()).as("%s", answer).isIn(401, 429);
        if (answer.status() == 401) {
          assertThat(answer.header("WWW-Authenticate").orElse("")).startsWith("Basic");
        }
      }
    }
  }

  private static Permission permission(Route route) {
    return ((Authorization.Person) route.authorization()).permission();
  }

  private static KnoxClient client(Caller caller) {
    KnoxClient anybody = server.anybody();
    return switch (caller) {
      case OWNER -> owner.caller();
      case ADMIN -> admin;
      case MEMBER -> member;
      case OF_ANOTHER_ORGANIZATION -> stranger.caller();
      case NOBODY -> anybody;
      case WITH_A_TOKEN -> company.caller();
      case WITH_A_WRONG_KEY ->
          anybody.with(
              "Authorization", TrialLab.basic("nobody@trial.example", "fwk_" + "x".repeat(43)));
      case WITH_A_PASSWORD ->
          anybody.with("Authorization", TrialLab.basic("nobody@trial.example", "secret"));
      case WITH_GARBAGE -> anybody.with("Authorization", "Basic :::");
    };
  }

  private static Payload body(Route route) {
    return switch (route.body()) {
      case BodyRule.None _ -> new Payload("", new byte[0]);
      // The form of a key is looked at before the person is looked up.
      case BodyRule.Json _ ->
          payload("application/json", route.path().endsWith("/api-keys") ? NAMED : "{}");
      case BodyRule.Form _ -> payload("application/x-www-form-urlencoded", "a=b");
      case BodyRule.Bytes _ -> payload("application/octet-stream", "x");
    };
  }

  private static Payload payload(String contentType, String text) {
    return new Payload(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Makes what a route's path names, anew for each call, because some calls delete it.
  private record LabThings(TrialLab lab) {
    String path(String pattern) {
      String name = "trial " + server.nextNumber();
      return switch (first(pattern)) {
        case "webhookId" -> webhook(pattern, name);
        case "deviceId" -> pattern.replace("{deviceId}", device(name.replace(' ', '-')));
        case "hostId" ->
            made(pattern, new Making("hostId", "/v2/hosts", "{\"name\":\"%s\"}"), name);
        case "teamId" ->
            made(pattern, new Making("teamId", "/v2/teams", "{\"name\":\"%s\"}"), name);
        case "bundleId" ->
            made(
                pattern,
                new Making("bundleId", "/v2/bundles", "{\"name\":\"%s\",\"platform\":\"iOS\"}"),
                name);
        case "bookingId" -> pattern.replace("{bookingId}", booking(name.replace(' ', '-')));
        case "tag" -> pattern.replace("{tag}", tag(name.replace(' ', '-')));
        case "userId" -> user(pattern, name.replace(' ', '-'));
        case "roleId" -> role(pattern, name);
        default -> pattern;
      };
    }

    private static String first(String pattern) {
      int start = pattern.indexOf('{');
      return start < 0 ? "" : pattern.substring(start + 1, pattern.indexOf('}'));
    }

    /// A webhook; it has told of one test where the path names a delivery.
    private String webhook(String pattern, String name) {
      long id = lab.webhook(name, URI.create("http://127.0.0.1:9/a"), "device.status.online");
      String path = pattern.replace("{webhookId}", Long.toString(id));
      if (!pattern.contains("{deliveryId}")) {
        return path;
      }
      lab.caller().post("/v2/webhooks/" + id + "/test", "");
      return path.replace(
          "{deliveryId}",
          TrialJson.of(200, lab.caller().get("/v2/webhooks/" + id + "/deliveries"))
              .path("deliveries")
              .path(0)
              .path("id")
              .stringValue());
    }

    /// Somebody; they have a key where the path names one.
    private String user(String pattern, String name) {
      String path =
          made(
              pattern,
              new Making("userId", "/v2/users", "{\"email\":\"%s@t.example\",\"role\":\"member\"}"),
              name);
      if (!pattern.contains("{prefix}")) {
        return path;
      }
      String keys = path.substring(0, path.lastIndexOf('/'));
      return path.replace(
          "{prefix}",
          TrialJson.of(201, lab.caller().post(keys, NAMED)).path("prefix").stringValue());
    }

    private String device(String udid) {
      lab.report(udid, "Online", "ACTIVATED");
      return TrialJson.of(200, lab.caller().get("/v2/devices?udid=" + udid))
          .path("devices")
          .valueStream()
          .filter(device -> device.path("udid").stringValue().equals(udid))
          .map(device -> Long.toString(device.path("id").longValue()))
          .findFirst()
          .orElseThrow();
    }

    private String tag(String name) {
      String body = "{\"tags\":[\"" + name + "\"]}";
      lab.caller().put("/v2/devices/" + device(name) + "/tags", body);
      return name;
    }

    private String booking(String udid) {
      String body = "{\"deviceIds\":[" + device(udid) + "],\"unlimited\":true}";
      return Long.toString(
          TrialJson.of(201, lab.caller().post("/v2/bookings", body))
              .path("bookings")
              .path(0)
              .path("id")
              .longValue());
    }

    private String role(String pattern, String name) {
      String body = "{\"name\":\"" + name + "\",\"permissions\":[]}";
      return pattern.replace(
          "{roleId}",
          TrialJson.of(201, lab.caller().post("/v2/roles", body)).path("id").stringValue());
    }

    private String made(String pattern, Making making, String name) {
      String id =
          Long.toString(
              TrialJson.of(201, lab.caller().post(making.path(), making.body().formatted(name)))
                  .path("id")
                  .longValue());
      return pattern.replace("{" + making.parameter() + "}", id);
    }

    /// How a thing is made that a path names.
    private record Making(String parameter, String path, String body) {}
  }
}
