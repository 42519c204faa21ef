package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.DeviceNumbers;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.ReceivedCallback;
import io.fleetwire.testkit.TrialPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Several servers share one database: one in this process, others in their own. Whichever is asked
/// accepts, each calls a part of the endpoints. One that is killed, stopped or asked to end is
/// replaced by the others, and one that comes back with an old mind does no harm.
@ParameterizedClass(allowZeroInvocations = true, autoCloseArguments = false)
@MethodSource("servers")
@Timeout(180)
final class NodesTrial {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String TYPE = "door.opened";
  private static final int ENDPOINTS = 12;
  private static final int SUBJECTS = 3;
  private static final Pattern NUMBER = Pattern.compile("\"number\":(\\d+)");
  private static final Pattern SUBJECT = Pattern.compile("\"subject\":\"([^\"]+)\"");

  private final TrialPostgres postgres;
  private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
  @TempDir private Path folder;

  NodesTrial(TrialPostgres postgres) {
    this.postgres = postgres;
  }

  static List<TrialPostgres> servers() {
    return TrialPostgres.shared().stream().toList();
  }

  @Test
  void serversShareTheWorkAndTakeOverFromOneThatEnds() {
    String url = postgres.database();
    try (TrialApple apple = TrialApple.start(folder, Map.of("database.url", url));
        FakeReceiver receiver = FakeReceiver.start();
        TrialProcess second = serve(url, apple)) {
      TrialServer first = apple.server();
      TrialCompany company = first.company("fleetwire kdms");
      String token = first.token(company, Map.of("expires_in", "3600"));
      KnoxClient here = company.caller();
      KnoxClient there = KnoxClient.of(second.origin()).bearing(token);
      TrialApi api = new TrialApi(here);
      TrialApi other = new TrialApi(there);
      awaitLanes(here, 128);
      awaitLanes(there, 128);

      // An endpoint that is made here is called for an event that is accepted there a moment later.
      api.eventType(TYPE);
      for (int i = 0; i < ENDPOINTS; i++) {
        String wish = "\"eventTypes\":[\"door.*\"],\"ordering\":\"ordered\"";
        TrialApi.id(201, api.endpoint(receiver.url("/" + i), wish));
      }
      int next = publish(other, 0, 40);
      int told;
      next = publishToBoth(api, other, next, 60);
      receiver.await(ENDPOINTS * acknowledged.size(), BOUND);
      assertThat(repeats(receiver)).isEmpty();
      assertInOrder(receiver.callbacks());

      next = publishUntilItDies(other, next, second);
      next = publish(api, next, 60);
      awaitLanes(here, 256);
      awaitAll(receiver);
      assertInOrder(receiver.callbacks());

      next = joinAndLeave(api, next, token, apple);
      awaitLanes(here, 256);

      try (TrialProcess third = serve(url, apple)) {
        KnoxClient late = KnoxClient.of(third.origin()).bearing(token);
        awaitLanes(late, 128);
        next = publishToBoth(api, new TrialApi(late), next, 30);
        signal("STOP", third);
        next = publish(api, next, 30);
        awaitLanes(here, 256);
        awaitAll(receiver);
        told = receiver.callbacks().size();
        signal("CONT", third);
        assertThat(third.ended()).as(third.said()).isEqualTo(ExitStatus.REFUSED);
      }
      publish(api, next, 10);
      awaitAll(receiver);
      assertInOrder(withoutEchoes(receiver.callbacks(), told));
    }
  }

  private int joinAndLeave(TrialApi api, int from, String token, TrialApple apple) {
    try (TrialServer guest = apple.another()) {
      awaitLanes(guest.anybody(), 128);
      devicesMayAskEither(apple, guest);
      phonesAreTheSameAtBoth(TrialLab.open(apple.server()), guest);
      uploadsAreTheSameAtBoth(api.caller(), guest.anybody().bearing(token));
      return publish(api, from, 30);
    }
  }

  // What is told through two servers is told in its order.
  private static void devicesMayAskEither(TrialApple apple, TrialServer guest) {
    apple.backend.command("c-1", "DeviceInformation", "{}");
    for (String udid : List.of("UDID-A", "UDID-B")) {
      TrialDevice here = apple.device(udid);
      TrialDevice there = here.at(guest.tlsOrigin());
      TrialDevice.isEmpty(here.checkIn(here.authenticate()));
      TrialDevice.isEmpty(there.checkIn(there.tokenUpdate()));
      assertThat(TrialDevice.text(there.idle())).contains("<string>c-1</string>");
      here.report(1);
      there.report(2);
      here.report(3);
      there.report(4);
      TrialDevice.isEmpty(here.checkIn(here.message("CheckOut")));
      apple.backend.await(udid, "CheckOut");
      assertThat(
              apple.backend.heard(udid).stream()
                  .filter(heard -> !heard.path().equals("checkin"))
                  .map(heard -> heard.path() + heard.body().at("/event/report/n").asString("")))
          .containsExactly(
              "Authenticate",
              "TokenUpdate",
              "DeclarationStatus1",
              "DeclarationStatus2",
              "DeclarationStatus3",
              "DeclarationStatus4",
              "CheckOut");
    }
  }

  private static void phonesAreTheSameAtBoth(TrialLab here, TrialServer guest) {
    TrialLab there = here.at(guest.anybody());
    try (FakeReceiver receiver = FakeReceiver.start()) {
      here.webhook("all", receiver.url("/lab"), TrialLab.VENDORS);
      there.report("phone", "Online", "ACTIVATED");
      there.report("phone", "Offline", "ACTIVATED");
      assertThat(here.statuses()).isEqualTo(there.statuses()).containsKey("phone");
      there.report("phone", "Online", "UTILIZING");
      receiver.await(3, BOUND);
      assertThat(TrialLab.story(receiver))
          .isEqualTo(Map.of("phone", List.of("online", "offline", "utilizing")));
    }
  }

  private static void uploadsAreTheSameAtBoth(KnoxClient here, KnoxClient there) {
    try (FakeReceiver receiver = FakeReceiver.start()) {
      TrialJson.of(200, there.subscribe(receiver.url("/knox"), List.of("KDMS_DEVICE_UPLOAD")));
      JsonNode upload = TrialJson.of(202, here.upload(List.of(DeviceNumbers.imei(1))));
      String operation = upload.path("data").path("operationId").stringValue();
      receiver.await(1, BOUND);
      JsonNode done = TrialJson.of(200, there.operation(operation)).path("data");
      assertThat(done.path("successCount").asInt()).isEqualTo(1);
      assertThat(TrialJson.of(200, here.operation(operation)).path("data")).isEqualTo(done);
      assertThat(there.certificate().body()).isEqualTo(here.certificate().body());
    }
  }

  private static void signal(String name, TrialProcess process) {
    try {
      String pid = Long.toString(process.pid());
      assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static TrialProcess serve(String url, TrialApple apple) {
    return TrialProcess.start(
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--database",
        url,
        "--webhook-url",
        apple.backend.url().toString());
  }

  private int publishToBoth(TrialApi one, TrialApi other, int from, int count) {
    int next = from;
    for (int i = 0; i < count; i++) {
      next = publish(i % 2 == 0 ? one : other, next, 1);
    }
    return next;
  }

  // What was on its way when the process died may have been accepted, and then comes as well.
  private int publishUntilItDies(TrialApi api, int from, TrialProcess process) {
    Thread killer =
        Thread.ofVirtual()
            .start(
                () -> {
                  TrialServer.await(() -> acknowledged.size() >= from + 20, "it takes no events");
                  process.kill();
                });
    int next = from;
    try {
      while (true) {
        next = publish(api, next, 1);
      }
    } catch (UncheckedIOException _) {
      assertThat(join(killer)).isTrue();
    }
    return next + 1;
  }

  private static boolean join(Thread thread) {
    try {
      return thread.join(BOUND);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private int publish(TrialApi api, int from, int count) {
    for (int number = from; number < from + count; number++) {
      String subject = "door-" + number % SUBJECTS;
      String data = "{\"number\":" + number + ",\"subject\":\"" + subject + "\"}";
      // A server that is stopped in the middle of a transaction holds up the others for a moment.
      TrialServer.await(() -> api.publishesNow(TYPE, subject, data), "no server takes events");
      acknowledged.add(number);
    }
    return from + count;
  }

  /// Waits until a server says that it has so many lanes.
  private static void awaitLanes(KnoxClient caller, int lanes) {
    String words = "\"lanes\":" + lanes;
    TrialServer.await(
        () -> caller.get("/health/ready").text().replace(" ", "").contains(words),
        "it has " + lanes + " lanes: " + caller.get("/health/ready").text());
  }

  /// Everything that was acknowledged has come to everybody.
  private void awaitAll(FakeReceiver receiver) {
    receiver.await(
        callbacks -> {
          Map<String, Set<Integer>> byPath = new HashMap<>();
          callbacks.forEach(
              it -> byPath.computeIfAbsent(it.path(), _ -> new HashSet<>()).add(number(it)));
          return byPath.size() == ENDPOINTS
              && byPath.values().stream().allMatch(it -> it.containsAll(acknowledged));
        },
        BOUND);
  }

  private static List<String> repeats(FakeReceiver receiver) {
    Set<String> seen = new HashSet<>();
    return receiver.callbacks().stream().map(NodesTrial::name).filter(it -> !seen.add(it)).toList();
  }

  // A process that is stopped between its last look at its lease and the first byte writes that
  // byte when it wakes. No lease can prevent it; but the others have told the same before.
  private static List<ReceivedCallback> withoutEchoes(List<ReceivedCallback> callbacks, int told) {
    Set<String> before =
        callbacks.subList(0, told).stream().map(NodesTrial::name).collect(Collectors.toSet());
    List<ReceivedCallback> heard = new ArrayList<>(callbacks);
    heard.subList(told, heard.size()).removeIf(it -> before.contains(name(it)));
    return heard;
  }

  private static String name(ReceivedCallback callback) {
    return callback.path() + " " + number(callback);
  }

  // What was in flight when a server died comes twice, but nothing comes after what follows it.
  private static void assertInOrder(List<ReceivedCallback> callbacks) {
    Map<String, List<Integer>> lines = new HashMap<>();
    for (ReceivedCallback callback : callbacks) {
      String line = callback.path() + " " + find(SUBJECT, callback);
      lines.computeIfAbsent(line, _ -> new ArrayList<>()).add(number(callback));
    }
    assertThat(lines.values())
        .hasSize(ENDPOINTS * SUBJECTS)
        .allSatisfy(it -> assertThat(it).isSorted());
  }

  private static int number(ReceivedCallback callback) {
    return Integer.parseInt(find(NUMBER, callback));
  }

  private static String find(Pattern pattern, ReceivedCallback callback) {
    String text = new String(callback.body().bytes(), StandardCharsets.UTF_8);
    Matcher found = pattern.matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }
}
