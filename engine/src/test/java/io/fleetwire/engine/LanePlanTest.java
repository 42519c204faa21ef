package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LanePlanTest {

  @Test
  void endpointsSpreadEvenlyOverTheLanes() {
    int[] counts = new int[Lane.COUNT];
    Ids ids = new Ids(() -> Instant.parse("2026-03-04T12:00:00Z"), 0, 0);
    for (int i = 0; i < 100 * Lane.COUNT; i++) {
      counts[Lane.of(new EndpointId(ids.next())).number()]++;
    }

    assertThat(counts).doesNotContain(0);
    assertThat(IntStream.of(counts).max().orElseThrow()).isLessThan(300);
  }

  @Test
  void theOnlyNodeTakesAllThatIsFree() {
    assertThat(plan(nodes(Lanes.NONE), 0)).isEqualTo(new LanePlan(Lanes.NONE, Lanes.ALL));
  }

  @Test
  void whoeverComesWaitsUntilTheOthersHaveGivenUpTheSurplus() {
    List<Node> nodes = nodes(Lanes.ALL, Lanes.NONE);

    assertThat(plan(nodes, 0)).isEqualTo(new LanePlan(Lanes.ALL.last(128), Lanes.NONE));
    assertThat(plan(nodes, 1)).isEqualTo(new LanePlan(Lanes.NONE, Lanes.NONE));
  }

  @Test
  void whatIsAboutToGoGoesFirst() {
    Lanes leaving = Lanes.ALL.first(10);

    LanePlan plan = LanePlan.of(nodes(Lanes.ALL, Lanes.NONE), 0, leaving);

    assertThat(plan.surplus()).isEqualTo(leaving.with(Lanes.ALL.last(118)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 40, 255, 256, 300})
  void allEndWithTheSameNumberButForOneAndNothingMovesThatNeedNot(int count) {
    List<Lanes> lanes = new ArrayList<>(List.of(Lanes.ALL));
    IntStream.range(1, count).forEach(_ -> lanes.add(Lanes.NONE));
    settle(lanes);
    List<Lanes> balanced = List.copyOf(lanes);

    assertThat(lanes.stream().mapToInt(Lanes::size).max().orElseThrow())
        .isLessThanOrEqualTo(lanes.stream().mapToInt(Lanes::size).min().orElseThrow() + 1);
    assertThat(lanes.stream().reduce(Lanes.NONE, Lanes::with)).isEqualTo(Lanes.ALL);
    // Once it is even, nothing moves any more.
    settle(lanes);
    assertThat(lanes).isEqualTo(balanced);
    // When one goes, the others keep what they have.
    lanes.removeLast();
    if (!lanes.isEmpty()) {
      settle(lanes);
      for (int i = 0; i < lanes.size(); i++) {
        assertThat(balanced.get(i).without(lanes.get(i)).isEmpty()).isTrue();
      }
      assertThat(lanes.stream().reduce(Lanes.NONE, Lanes::with)).isEqualTo(Lanes.ALL);
    }
  }

  // Two rounds of each: who has too many gives up, then who has too few takes.
  private static void settle(List<Lanes> lanes) {
    for (int round = 0; round < 2; round++) {
      for (int number = 0; number < lanes.size(); number++) {
        LanePlan plan = plan(nodes(lanes.toArray(Lanes[]::new)), number);
        Lanes own = lanes.get(number).without(plan.surplus());
        lanes.set(number, own.with(plan.gain()));
      }
    }
  }

  private static LanePlan plan(List<Node> nodes, int number) {
    return LanePlan.of(nodes, number, Lanes.NONE);
  }

  private static List<Node> nodes(Lanes... lanes) {
    return IntStream.range(0, lanes.length)
        .mapToObj(i -> new Node(i, i + 1L, "node", Duration.ofSeconds(5), true, lanes[i]))
        .toList();
  }
}
