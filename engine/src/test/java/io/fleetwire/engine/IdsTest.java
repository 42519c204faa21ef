package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void idsGrowThoughTheClockStandsStillOrStepsBack() {
    List<Instant> times = List.of(NOW, NOW, NOW.minusSeconds(3600), NOW, NOW.plusSeconds(1));
    var clock = new ScriptedClock(times);
    Ids ids = new Ids(clock, 7, 0);
    List<Long> made = times.stream().map(_ -> ids.next()).toList();
    assertThat(made).isSorted().doesNotHaveDuplicates();
    assertThat(made).allMatch(id -> id % Ids.NODES_MAX == 7);
  }

  @Test
  void aRestartWithAClockThatWasSetBackDoesNotRepeatIds() {
    long highest = new Ids(InstantSource.fixed(NOW), 3, 0).next();
    Ids restarted = new Ids(InstantSource.fixed(NOW.minusSeconds(86_400)), 3, highest);
    assertThat(restarted.next()).isGreaterThan(highest);
  }

  @Test
  void aBusyMillisecondBorrowsFromTheNextWithoutTouchingTheNode() {
    Ids ids = new Ids(InstantSource.fixed(NOW), 1_023, 0);
    long[] made = LongStream.range(0, 10_000).map(_ -> ids.next()).toArray();
    assertThat(made).isSorted().doesNotHaveDuplicates();
    assertThat(LongStream.of(made).allMatch(id -> id % Ids.NODES_MAX == 1_023)).isTrue();
  }

  @Test
  void manyThreadsNeverGetTheSameId() throws Exception {
    Ids ids = new Ids(InstantSource.fixed(NOW), 0, 0);
    Callable<List<Long>> thousand =
        () -> IntStream.range(0, 1_000).mapToObj(_ -> ids.next()).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Collection<Long> all = new HashSet<>();
      for (Future<List<Long>> future : threads.invokeAll(List.of(thousand, thousand, thousand))) {
        all.addAll(future.get());
      }
      assertThat(all).hasSize(3_000);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 31, 32, 123_456_789_012_345_678L, Long.MAX_VALUE})
  void aPrintedIdReadsBackAndSortsAsItsNumber(long value) {
    DeliveryId id = new DeliveryId(value);
    assertThat(id.toString()).startsWith("dlv_").hasSize(17);
    assertThat(DeliveryId.parse(id.toString())).contains(id);
    if (value < Long.MAX_VALUE) {
      assertThat(id.toString()).isLessThan(new DeliveryId(value + 1).toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dlv_",
        "evt_0000000000001",
        "dlv_000000000000",
        "dlv_00000000000001",
        "dlv_000000000000u",
        "dlv_000000000000I",
        "dlv_0000000000000",
        "dlv_zzzzzzzzzzzzz",
      })
  void whatIsNoIdIsRefused(String text) {
    assertThat(DeliveryId.parse(text)).isEmpty();
  }

  @Test
  void theGreatestIdNamesNoReplay() {
    assertThat(ReplayId.parse(ReplayId.LAST.toString())).isEmpty();
    ReplayId before = new ReplayId(Long.MAX_VALUE - 1);
    assertThat(ReplayId.parse(before.toString())).contains(before);
  }

  @Test
  void anIdTellsWhenItWasMade() {
    Instant noon = Instant.parse("2026-03-04T12:00:00.123Z");

    assertThat(Ids.timeOf(Ids.floorOf(noon))).isEqualTo(noon);
    assertThat(Ids.timeOf(Ids.floorOf(noon) - 1)).isEqualTo(noon.minusMillis(1));
    assertThat(Ids.floorOf(Instant.MIN)).isZero();
    assertThat(Ids.floorOf(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anIdIsPositive() {
    assertThatThrownBy(() -> new EventId(0)).isInstanceOf(AssertionError.class);
  }

  private static final class ScriptedClock implements InstantSource {
    private final List<Instant> times;
    private int calls;

    ScriptedClock(List<Instant> times) {
      this.times = times;
    }

    @Override
    public Instant instant() {
      return times.get(calls++);
    }
  }
}
