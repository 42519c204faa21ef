package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.DeviceNumbers;
import io.fleetwire.testkit.FakeAnswer;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.ReceivedCallback;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server process is killed in the middle of its work, or asked to end. Whatever it had
/// acknowledged is then told exactly as often as it must: each operation has one event, each event
/// comes at least once, and twice only if its first coming was not on record yet.
///
/// The seed decides at which acknowledgement or request the process dies, so a failure can be
/// repeated as far as processes can. What it left is taken up by a server in this process, whose
/// clock can be set ahead: nobody waits for a retry.
@Timeout(120)
final class CrashTrial {
  private static final Duration BOUND = Duration.ofSeconds(40);
  private static final String EVENT = "KDMS_DEVICE_UPLOAD";

  /// A company on a data folder that each test copies, because making one takes a second.
  private static Path template;

  private static TrialCompany company;

  @TempDir private Path folder;
  private final FakeReceiver receiver = FakeReceiver.start();

  @BeforeAll
  static void prepare(@TempDir Path temporary) {
    template = temporary;
    try (TrialServer server = TrialServer.start(template)) {
      company = server.company("kdms.devices");
    }
  }

  @AfterEach
  void stopReceiving() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noOperationIsForgottenWhenKilledDuringUploads(long seed) {
    SplittableRandom dice = new SplittableRandom(seed);
    Path data = data();
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    try (TrialProcess process = TrialProcess.serve(data)) {
      KnoxClient caller = subscribed(process);
      int enough = dice.nextInt(1, 12);
      uploadUntilItDies(caller, acknowledged, () -> acknowledged.size() >= enough, process);
    }
    assertEveryOperationIsToldOnce(data, acknowledged, 500);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void noDeliveryIsForgottenWhenKilledDuringDeliveries(long seed) {
    SplittableRandom dice = new SplittableRandom(seed);
    Path data = data();
    int fatal = dice.nextInt(3, 40);
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    Set<String> answered = ConcurrentHashMap.newKeySet();
    try (TrialProcess process = TrialProcess.serve(data)) {
      KnoxClient caller = subscribed(process);
      CountDownLatch dead = new CountDownLatch(1);
      receiver.answerBy(new Moody(seed, answered, fatal, dead));
      for (int i = 0; i < 50; i++) {
        acknowledged.add(operation(caller.upload(List.of(DeviceNumbers.imei(i)))));
      }
      await(dead);
      process.kill();
    }
    Set<String> unrecorded = TrialLedger.read(data, folder.resolve("copy")).outstanding();
    receiver.answer(FakeAnswer.status(200));
    int before = receiver.callbacks().size();
    assertEveryOperationIsToldOnce(data, acknowledged, 1);
    Set<String> again =
        receiver.callbacks().stream()
            .skip(before)
            .map(TrialCallback::of)
            .map(TrialCallback::delivery)
            .filter(answered::contains)
            .collect(Collectors.toSet());
    assertThat(unrecorded).as("only what was not on record comes twice").containsAll(again);
  }

  @Test
  void whoIsAskedToEndFinishesWhatIsInFlightAndKeepsTheRest() {
    Path data = data();
    CountDownLatch release = new CountDownLatch(1);
    receiver.answerBy(_ -> new FakeAnswer.Held(release, FakeAnswer.status(200)));
    try (TrialProcess process = TrialProcess.serve(data)) {
      KnoxClient caller = subscribed(process);
      String operation = operation(caller.upload(List.of(DeviceNumbers.imei(1))));
      assertThat(TrialCallback.of(receiver.await(1, BOUND).getFirst()).operation())
          .isEqualTo(operation);
      process.terminate();
      untilItIsGone(caller);
      release.countDown();
      assertThat(process.ended()).as(process.said()).isEqualTo(143);
    }
    assertThat(TrialLedger.read(data, folder.resolve("copy")).outstanding()).isEmpty();
    assertThat(receiver.received()).isEqualTo(1);
  }

  @Test
  void aSecondServerOnTheSameDataIsRefusedWithTheReason() {
    Path data = data();
    try (TrialProcess first = TrialProcess.serve(data)) {
      first.origin();
      try (TrialProcess second = TrialProcess.serve(data)) {
        assertThat(second.ended()).isEqualTo(78);
        assertThat(second.said()).contains("in use by process " + first.pid()).contains("stop");
      }
      assertThat(KnoxClient.of(first.origin()).certificate().status()).isEqualTo(200);
    }
  }

  /// Answers as receivers do on a bad day: one in three fails, one in three is slow. At the fatal
  /// request it lets the trial kill the server, and leaves it unanswered.
  private static final class Moody implements Function<ReceivedCallback, FakeAnswer> {
    private final SplittableRandom dice;
    private final Set<String> answered;
    private final int fatal;
    private final CountDownLatch dead;
    private final AtomicInteger requests = new AtomicInteger();
    private final Queue<CountDownLatch> slow = new ArrayDeque<>();

    Moody(long seed, Set<String> answered, int fatal, CountDownLatch dead) {
      this.dice = new SplittableRandom(seed);
      this.answered = answered;
      this.fatal = fatal;
      this.dead = dead;
    }

    @Override
    public synchronized FakeAnswer apply(ReceivedCallback request) {
      if (requests.incrementAndGet() >= fatal) {
        dead.countDown();
        return new FakeAnswer.Hang();
      }
      int mood = dice.nextInt(3);
      if (mood == 0) {
        return FakeAnswer.status(500);
      }
      answered.add(TrialCallback.of(request).delivery());
      return mood == 1 ? FakeAnswer.status(200) : slowly();
    }

    /// Until the second next slow one comes, so that the server is never wholly held up.
    private FakeAnswer slowly() {
      if (slow.size() >= 2) {
        slow.remove().countDown();
      }
      CountDownLatch latch = new CountDownLatch(1);
      slow.add(latch);
      return new FakeAnswer.Held(latch, FakeAnswer.status(200));
    }
  }

  /// Four callers upload until the process is dead; one of them kills it when `enough` says so.
  private static void uploadUntilItDies(
      KnoxClient caller, Set<String> acknowledged, BooleanSupplier enough, TrialProcess process) {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        callers.execute(
            () -> {
              try {
                while (true) {
                  int from = 500 * next.getAndIncrement();
                  acknowledged.add(operation(caller.upload(imeis(from, from + 500))));
                  if (enough.getAsBoolean()) {
                    process.kill();
                  }
                }
              } catch (UncheckedIOException _) {
                // it is dead, and this upload was not acknowledged
              }
            });
      }
    }
  }

  private void assertEveryOperationIsToldOnce(Path data, Set<String> acknowledged, int devices) {
    assertThat(acknowledged).isNotEmpty();
    TrialClock clock = new TrialClock();
    clock.advance(Duration.ofMinutes(3));
    try (TrialServer server = TrialServer.start(data, clock, Map.of())) {
      receiver.await(callbacks -> answeredWith(callbacks).containsAll(acknowledged), BOUND);
      server.awaitIdle();
    }
    List<String> subjects = TrialLedger.read(data, folder.resolve("end")).subjects();
    assertThat(subjects).as("one event for each operation").doesNotHaveDuplicates();
    assertThat(subjects).containsAll(acknowledged);
    Map<String, Set<String>> deliveries =
        receiver.callbacks().stream()
            .map(TrialCallback::of)
            .peek(c -> assertThat(c.payload().path("successCount").asInt()).isEqualTo(devices))
            .collect(
                Collectors.groupingBy(
                    TrialCallback::operation,
                    Collectors.mapping(TrialCallback::delivery, Collectors.toSet())));
    assertThat(deliveries.values()).allMatch(ids -> ids.size() == 1);
    assertThat(TrialLedger.read(data, folder.resolve("last")).outstanding()).isEmpty();
  }

  private static Set<String> answeredWith(List<ReceivedCallback> callbacks) {
    return callbacks.stream()
        .map(callback -> TrialCallback.of(callback).operation())
        .collect(Collectors.toSet());
  }

  private Path data() {
    Path data = folder.resolve("data");
    TrialLedger.copy(template, data);
    return data;
  }

  private KnoxClient subscribed(TrialProcess process) {
    KnoxClient anybody = KnoxClient.of(process.origin());
    String token =
        TrialJson.of(200, anybody.token(company.client(), Map.of()))
            .path("access_token")
            .stringValue();
    KnoxClient caller = anybody.bearing(token);
    TrialJson.of(200, caller.subscribe(receiver.url("/a"), List.of(EVENT)));
    return caller;
  }

  private static String operation(KnoxAnswer answer) {
    return TrialJson.of(202, answer).path("data").path("operationId").stringValue();
  }

  private static List<String> imeis(int from, int to) {
    return IntStream.range(from, to).mapToObj(DeviceNumbers::imei).toList();
  }

  /// New callers are turned away as soon as it begins to end.
  private static void untilItIsGone(KnoxClient caller) {
    try {
      for (int i = 0; i < 100_000; i++) {
        caller.certificate();
      }
    } catch (UncheckedIOException _) {
      return;
    }
    throw new AssertionError("it goes on answering");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
