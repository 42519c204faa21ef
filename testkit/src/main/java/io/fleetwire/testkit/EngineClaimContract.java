package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.ClaimOrder;
import io.fleetwire.engine.Claimed;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.Ready;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How what waits is brought back: each delivery once, the longest due first, and what comes next.
public abstract non-sealed class EngineClaimContract extends EngineStoreContract {
  @Test
  void claimsDrainAQueueAndTakeNothingTwice() {
    Endpoint endpoint = storedEndpoint();
    List<Ready> waiting = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      waiting.add(waiting(endpoint, NOON.minusMillis(i % 7)));
    }
    List<Ready> claimed = new ArrayList<>();
    List<Ready> batch = claim(endpoint, NOON, 37);
    while (!batch.isEmpty()) {
      assertThat(batch).hasSizeLessThanOrEqualTo(37);
      claimed.addAll(batch);
      batch = claim(endpoint, NOON, 37);
    }

    assertThat(claimed).containsExactlyInAnyOrderElementsOf(waiting);
  }

  @Test
  void aClaimTellsWhenTheNextIsDue() {
    Endpoint endpoint = storedEndpoint();
    Instant later = NOON.plusSeconds(1);
    Ready first = waiting(endpoint, NOON.minusSeconds(2));
    Ready second = waiting(endpoint, NOON.minusSeconds(1));
    waiting(endpoint, later.plusSeconds(1));
    waiting(endpoint, later);

    assertThat(claimFrom(endpoint, NOON, 1))
        .isEqualTo(claimed(endpoint, List.of(first), second.delivery().dueAt()));
    assertThat(claimFrom(endpoint, NOON, 1)).isEqualTo(claimed(endpoint, List.of(second), later));
    assertThat(claimFrom(endpoint, NOON, 1)).isEqualTo(claimed(endpoint, List.of(), later));
  }

  private static Claimed claimed(Endpoint endpoint, List<Ready> deliveries, Instant nextDue) {
    return new Claimed(endpoint.id(), deliveries, Optional.of(nextDue));
  }

  @Test
  void manyOrdersAreClaimedTogether() {
    Endpoint endpoint = storedEndpoint();
    Endpoint other = storedEndpoint();
    Endpoint idle = storedEndpoint();
    Ready one = waiting(endpoint, NOON);
    Ready another = waiting(other, NOON);
    List<ClaimOrder> orders =
        List.of(
            new ClaimOrder(endpoint.id(), 1),
            new ClaimOrder(idle.id(), 1),
            new ClaimOrder(other.id(), 1));

    List<Claimed> claimed = store().write(tx -> tx.claim(orders, NOON));

    assertThat(claimed)
        .containsExactly(
            new Claimed(endpoint.id(), List.of(one), Optional.empty()),
            Claimed.nothing(idle.id()),
            new Claimed(other.id(), List.of(another), Optional.empty()));
    assertThat(releaseHeld(NOON)).isEqualTo(2);
  }

  @Test
  void claimsLeaveOtherEndpointsAlone() {
    Endpoint endpoint = storedEndpoint();
    Endpoint other = storedEndpoint();
    waiting(endpoint, NOON);
    Ready theirs = waiting(other, NOON);

    claim(endpoint, NOON, 10);

    assertThat(claim(other, NOON, 10)).containsExactly(theirs);
  }

  @Test
  void aClaimThatIsRolledBackTakesNothing() {
    Endpoint endpoint = storedEndpoint();
    Ready waiting = waiting(endpoint, NOON);

    assertThatThrownBy(
            () ->
                store()
                    .write(
                        tx -> {
                          tx.claim(List.of(new ClaimOrder(endpoint.id(), 10)), NOON);
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");

    assertThat(claim(endpoint, NOON, 10)).containsExactly(waiting);
  }
}
