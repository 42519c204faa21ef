package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.ReceivedCallback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server process is asked to end while every slot is in use, thousands of deliveries wait behind
/// them, and callers go on publishing: once with receivers that are slow, and once with receivers
/// that hang.
@Timeout(120)
final class EndingTrial {
  /// As many endpoints as an organization may have, but for the one that callers go on with.
  private static final int SLOTS = 999;

  private static final int EVENTS = 2;
  private static final String TYPE = "door.opened";
  private static final String LATE = "door.closed";

  /// Receivers may take a minute: longer than anybody here waits for the server's end.
  private static final String PATIENT =
      ",\"concurrency\":1,\"timeouts\":{\"firstByteMillis\":60000,\"totalMillis\":60000}";

  @TempDir private Path folder;
  private final FakeReceiver receiver = FakeReceiver.start();
  private final Map<Told, Integer> told = new ConcurrentHashMap<>();
  private final Set<Told> hung = ConcurrentHashMap.newKeySet();
  private final Set<String> attempts = ConcurrentHashMap.newKeySet();
  private final CountDownLatch release = new CountDownLatch(1);
  private volatile Manner manner = Manner.ANSWER;

  /// How receivers behave.
  private enum Manner {
    ANSWER,
    HOLD,
    HANG
  }

  /// What one receiver was told: the same delivery, whichever attempt.
  private record Told(String path, String delivery, String event) {
    static Told of(ReceivedCallback request) {
      return new Told(
          request.path(),
          request.header("Fleetwire-Delivery-Id").orElseThrow(),
          request.header("Fleetwire-Event-Id").orElseThrow());
    }

    boolean isLate() {
      return path.equals("/late");
    }
  }

  @AfterEach
  void stopReceiving() {
    release.countDown();
    receiver.close();
  }

  @Test
  void whatIsInFlightEndsOrIsSentAgainAndNothingElseComesTwice() throws IOException {
    Path data = folder.resolve("data");
    String token = prepare(data);
    receiver.answerBy(this::answer);
    Set<String> acknowledged = endWhileReceiversAreSlow(data, token);
    assertThat(TrialLedger.read(data, folder.resolve("slow")).outstanding())
        .as("what was in flight has ended, and is on record")
        .doesNotContainAnyElementsOf(deliveries(told.keySet()));

    acknowledged.addAll(endWhileReceiversHang(data, token));
    assertThat(TrialLedger.read(data, folder.resolve("hung")).outstanding())
        .as("what was cut off is to be sent")
        .containsAll(deliveries(hung));

    manner = Manner.ANSWER;
    try (TrialServer server = TrialServer.start(data)) {
      server.awaitIdle();
    }
    assertThat(told.keySet().stream().map(Told::event)).containsAll(acknowledged);
    assertThat(told.keySet().stream().filter(it -> !it.isLate())).hasSize(SLOTS * (1 + 2 * EVENTS));
    assertThat(attempts).as("what was cut off was no attempt").containsExactly("1");
    assertThat(told.entrySet().stream().filter(it -> it.getValue() > 1).map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(hung);
    assertThat(told.values()).allMatch(times -> times <= 2);
  }

  /// They answer once nobody is let in any more: it waits for them, and for nothing else.
  private Set<String> endWhileReceiversAreSlow(Path data, String token) throws IOException {
    try (TrialProcess process = serve(data, "60s");
        KnoxClient anybody = KnoxClient.of(process.origin())) {
      TrialApi api = new TrialApi(anybody.bearing(token));
      // Who has answered before may have all slots.
      Set<String> acknowledged = publish(api, 1);
      TrialServer.await(() -> told.size() == SLOTS, "not everybody answers");
      manner = Manner.HOLD;
      acknowledged.addAll(publish(api, EVENTS));
      TrialServer.await(() -> told.size() == 2 * SLOTS, "not every slot is in use");
      process.terminate();
      acknowledged.addAll(publishUntilItIsGone(api));
      release.countDown();
      assertThat(process.ended()).as(process.said()).isEqualTo(143);
      return acknowledged;
    }
  }

  /// They would keep it for a minute, and it has no patience.
  private Set<String> endWhileReceiversHang(Path data, String token) throws IOException {
    manner = Manner.HANG;
    try (TrialProcess process = serve(data, "0s");
        KnoxClient anybody = KnoxClient.of(process.origin())) {
      Set<String> acknowledged = publish(new TrialApi(anybody.bearing(token)), EVENTS);
      TrialServer.await(() -> hung.size() == SLOTS, "not every slot is in use");
      process.terminate();
      assertThat(process.ended()).as(process.said()).isEqualTo(143);
      return acknowledged;
    }
  }

  private FakeAnswer answer(ReceivedCallback request) {
    Told it = Told.of(request);
    attempts.add(request.header("Fleetwire-Attempt").orElseThrow());
    told.merge(it, 1, Integer::sum);
    FakeAnswer good = FakeAnswer.status(200);
    return switch (it.isLate() ? Manner.ANSWER : manner) {
      case ANSWER -> good;
      case HOLD -> new FakeAnswer.Held(release, good);
      case HANG -> {
        hung.add(it);
        yield new FakeAnswer.Hang();
      }
    };
  }

  private String prepare(Path data) {
    try (TrialServer server = TrialServer.start(data);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      TrialCompany company = server.company("fleetwire");
      TrialApi api = new TrialApi(company.caller());
      api.eventType(TYPE);
      api.eventType(LATE);
      api.endpoint(receiver.url("/late"), "\"eventTypes\":[\"" + LATE + "\"]");
      for (int i = 0; i < SLOTS; i++) {
        String path = "/" + i;
        callers.execute(
            () ->
                TrialApi.id(
                    201,
                    api.endpoint(
                        receiver.url(path), "\"eventTypes\":[\"" + TYPE + "\"]" + PATIENT)));
      }
      return server.token(company, Map.of("expires_in", "3600"));
    }
  }

  private TrialProcess serve(Path data, String grace) throws IOException {
    Path config = folder.resolve("fleetwire.toml");
    Files.writeString(
        config,
        """
        [server]
        listen = "127.0.0.1:0"
        drain = "1s"
        [engine]
        attempts-max = %d
        grace = "%s"
        """
            .formatted(SLOTS, grace));
    return TrialProcess.start("serve", "--config", config.toString(), "--data", data.toString());
  }

  /// In one commit, so that all slots are wanted at once.
  private static Set<String> publish(TrialApi api, int events) {
    String batch =
        IntStream.range(0, events)
            .mapToObj(i -> TrialApi.event(TYPE, "door-1", "1"))
            .collect(Collectors.joining(",", "{\"events\":[", "]}"));
    Set<String> ids = ConcurrentHashMap.newKeySet();
    TrialJson.of(202, api.caller().post(TrialApi.EVENTS, batch))
        .path("events")
        .forEach(event -> ids.add(event.path("id").stringValue()));
    return ids;
  }

  /// Until nobody answers any more.
  private static Set<String> publishUntilItIsGone(TrialApi api) {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        callers.execute(() -> publishUntilItIsGone(api, acknowledged));
      }
    }
    return acknowledged;
  }

  private static void publishUntilItIsGone(TrialApi api, Set<String> acknowledged) {
    try {
      while (true) {
        KnoxAnswer answer = api.caller().post(TrialApi.EVENTS, TrialApi.event(LATE, "door-1", "1"));
        acknowledged.add(TrialApi.id(202, answer));
      }
    } catch (UncheckedIOException _) {
      // it is gone, and this one was not acknowledged
    }
  }

  private static Set<String> deliveries(Set<Told> them) {
    return them.stream().map(Told::delivery).collect(Collectors.toSet());
  }
}
