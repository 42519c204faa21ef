package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.DeviceNumbers;
import io.fleetwire.testkit.FakeReceiver;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Callers who do the same thing at the same time, through real sockets.
final class ConcurrencyTrial {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final int CALLERS = 50;

  private static TrialServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = TrialServer.start(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void ofFiftySubscriptionsToOneEventExactlyOneIsMade() throws Exception {
    KnoxClient caller = server.company("kdms.devices").caller();
    try (FakeReceiver receiver = FakeReceiver.start()) {
      List<KnoxAnswer> answers =
          atOnce(
              IntStream.range(0, CALLERS)
                  .<Callable<KnoxAnswer>>mapToObj(
                      i ->
                          () ->
                              caller.subscribe(
                                  receiver.url("/" + i), List.of("KDMS_DEVICE_UPLOAD")))
                  .toList());
      assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
      assertThat(answers).filteredOn(answer -> answer.status() == 400).hasSize(CALLERS - 1);
      JsonNode all = TrialJson.of(200, caller.get("/kwn/v1/subscriptions")).path("payload");
      assertThat(all.size()).isEqualTo(1);
      TrialJson.of(202, caller.upload(List.of(DeviceNumbers.imei(1))));
      receiver.await(1, BOUND);
      server.awaitIdle();
      assertThat(receiver.received()).isEqualTo(1);
    }
  }

  @Test
  void aDeviceThatTwoOrganizationsUploadAtOnceBelongsToOne() throws Exception {
    List<String> shared = imeis(2_000, 4_000);
    List<String> first = Stream.concat(imeis(1_000, 2_000).stream(), shared.stream()).toList();
    List<String> second = Stream.concat(shared.stream(), imeis(4_000, 5_000).stream()).toList();
    try (FakeReceiver receiver = FakeReceiver.start()) {
      KnoxClient one = subscribed(receiver);
      KnoxClient other = subscribed(receiver);
      List<KnoxAnswer> answers =
          atOnce(List.of(() -> one.upload(first), () -> other.upload(second)));
      assertThat(answers).allMatch(answer -> answer.status() == 202);
      List<TrialCallback> callbacks =
          receiver.await(2, BOUND).stream().map(TrialCallback::of).toList();
      server.awaitIdle();
      assertThat(receiver.received()).isEqualTo(2);
      assertThat(sum(callbacks, "successCount")).isEqualTo(4_000);
      assertThat(sum(callbacks, "failureCount")).isEqualTo(2_000);
      assertThat(callbacks)
          .allSatisfy(
              callback ->
                  assertThat(callback.payload().path("failedDevices").valueStream())
                      .allMatch(
                          device ->
                              device
                                  .path("errorCode")
                                  .stringValue("")
                                  .equals("IMEI_EXIST_IN_DIFFERENT_ACCOUNT")));
    }
  }

  @Test
  void twoUploadsOfOneOrganizationTellOfEveryDeviceOnceAsNew() throws Exception {
    List<String> same = imeis(6_000, 8_000);
    try (FakeReceiver receiver = FakeReceiver.start()) {
      KnoxClient caller = subscribed(receiver);
      List<KnoxAnswer> answers =
          atOnce(List.of(() -> caller.upload(same), () -> caller.upload(same)));
      assertThat(answers).allMatch(answer -> answer.status() == 202);
      List<TrialCallback> callbacks =
          receiver.await(2, BOUND).stream().map(TrialCallback::of).toList();
      // An answer that is not heard before the receiver ends is one more attempt for later tests.
      server.awaitIdle();
      assertThat(sum(callbacks, "successCount")).isEqualTo(2_000);
      assertThat(sum(callbacks, "failureCount")).isEqualTo(2_000);
      assertThat(callbacks).extracting(TrialCallback::operation).doesNotHaveDuplicates();
    }
  }

  private static KnoxClient subscribed(FakeReceiver receiver) {
    KnoxClient caller = server.company("kdms.devices").caller();
    TrialJson.of(200, caller.subscribe(receiver.url("/a"), List.of("KDMS_DEVICE_UPLOAD")));
    return caller;
  }

  private static List<String> imeis(int from, int to) {
    return IntStream.range(from, to).mapToObj(DeviceNumbers::imei).toList();
  }

  private static int sum(List<TrialCallback> callbacks, String count) {
    return callbacks.stream().mapToInt(callback -> callback.payload().path(count).asInt()).sum();
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls)
      throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(calls.size());
    List<Future<T>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Callable<T> call : calls) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get());
    }
    return results;
  }
}
