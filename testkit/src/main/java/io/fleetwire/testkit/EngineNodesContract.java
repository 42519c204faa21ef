package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.Condition;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointHealth;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.Endpoints;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.EngineTx;
import io.fleetwire.engine.Enqueued;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.Lane;
import io.fleetwire.engine.Lanes;
import io.fleetwire.engine.NewDelivery;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.Node;
import io.fleetwire.engine.Operator;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.Origin;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Placement;
import io.fleetwire.engine.StoreUnavailableException;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TraceId;
import io.fleetwire.engine.TypePattern;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What nodes that share a store may rely on: whose lanes are whose, that nothing of a node counts
/// that has been buried, and that transactions of all of them happen one after the other.
public abstract class EngineNodesContract {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final int HINTS_MAX = 100;

  private @Nullable NodesHarness harness;

  /// Opens an empty store that may use `folder`.
  protected abstract NodesHarness open(Path folder);

  @BeforeEach
  final void openStore(@TempDir Path folder) {
    harness = open(folder);
  }

  @AfterEach
  final void closeStore() {
    harness().close();
  }

  private NodesHarness harness() {
    if (harness == null) {
      throw new AssertionError("the store is open during a test");
    }
    return harness;
  }

  private EngineStore join() {
    return harness().join();
  }

  private static void run(EngineStore node, Consumer<EngineTx> work) {
    boolean done =
        node.write(
            tx -> {
              work.accept(tx);
              return true;
            });
    assertThat(done).isTrue();
  }

  private static void take(EngineStore node, Lanes lanes) {
    run(node, tx -> tx.nodes().take(lanes));
  }

  private static List<Node> list(EngineStore node) {
    return node.write(tx -> tx.nodes().list());
  }

  private static void bury(EngineStore by, EngineStore dead) {
    int number = dead.membership().number();
    run(
        by,
        tx -> {
          Node found =
              tx.nodes().list().stream()
                  .filter(it -> it.number() == number)
                  .findFirst()
                  .orElseThrow();
          tx.nodes().bury(found);
        });
  }

  @Test
  void nodesHaveNumbersOfTheirOwnALeaseAndNoLanes() {
    EngineStore one = join();
    EngineStore other = join();

    assertThat(one.membership().number()).isNotEqualTo(other.membership().number());
    assertThat(list(one))
        .hasSize(2)
        .allMatch(node -> !node.isOver() && !node.serves() && node.lanes().isEmpty());
    assertThat(one.<Lanes>write(EngineTx::lanes)).isEqualTo(Lanes.NONE);
  }

  @Test
  void peopleSeeWhoSharesTheStore() {
    EngineStore one = join();
    EngineStore other = join();
    take(other, Lanes.ALL.first(100));
    run(other, tx -> tx.nodes().renew(LEASE));

    List<Node> seen = harness().nodes();
    assertThat(seen).extracting(Node::serves).containsExactly(false, true);
    assertThat(seen).extracting(Node::lanes).containsExactly(Lanes.NONE, Lanes.ALL.first(100));
    assertThat(seen).allSatisfy(node -> assertThat(node.name()).isNotBlank());
    assertThat(seen.getLast().leaseLeft()).isPositive().isLessThanOrEqualTo(LEASE);
    bury(one, other);
    assertThat(harness().nodes())
        .extracting(Node::number)
        .containsExactly(one.membership().number());
  }

  @Test
  void aLaneThatSomebodyHasIsNotTaken() {
    EngineStore one = join();
    EngineStore other = join();
    take(one, Lanes.ALL.first(100));

    assertThatThrownBy(() -> take(other, Lanes.ALL.first(1))).isInstanceOf(AssertionError.class);
    take(other, Lanes.ALL.last(156));

    assertThat(one.<Lanes>write(EngineTx::lanes)).isEqualTo(Lanes.ALL.first(100));
    assertThat(list(one)).extracting(node -> node.lanes().size()).containsExactly(100, 156);
  }

  @Test
  void aLaneThatIsGivenUpCanBeTaken() {
    EngineStore one = join();
    EngineStore other = join();
    take(one, Lanes.ALL);
    run(one, tx -> tx.nodes().release(Lanes.ALL.last(3)));
    take(other, Lanes.ALL.last(3));

    assertThat(one.<Lanes>write(EngineTx::lanes)).isEqualTo(Lanes.ALL.first(253));
    assertThat(other.<Lanes>write(EngineTx::lanes)).isEqualTo(Lanes.ALL.last(3));
  }

  @Test
  void aLeaseEndsUnlessItIsRenewed() {
    EngineStore one = join();
    EngineStore other = join();
    harness().pass(Duration.ofMinutes(1));
    run(one, tx -> tx.nodes().renew(LEASE));

    assertThat(list(one)).extracting(Node::isOver).containsExactly(false, true);
    assertThat(list(one)).extracting(Node::serves).containsExactly(true, false);
    assertThat(list(one).getFirst().leaseLeft()).isPositive().isLessThanOrEqualTo(LEASE);
    // Nobody has taken its place, so it may go on.
    assertThat(list(other)).hasSize(2);
  }

  @Test
  void nothingOfABuriedNodeIsCommitted() {
    EngineStore one = join();
    EngineStore other = join();
    Endpoint endpoint = put(one, Ordering.UNORDERED);
    take(other, Lanes.ALL);
    bury(one, other);

    assertThatThrownBy(() -> put(other, Ordering.UNORDERED))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(other.membership().isExpelled()).isTrue();
    assertThat(one.membership().isExpelled()).isFalse();
    assertThat(list(one)).hasSize(1);
    assertThat(one.endpoints().ownedBy(endpoint.organization())).containsExactly(endpoint);
    take(one, Lanes.ALL);
  }

  @Test
  void aNumberIsUsedAgainAndAGenerationIsNot() {
    EngineStore one = join();
    EngineStore other = join();
    long before = list(one).getLast().generation();
    bury(one, other);
    EngineStore third = join();

    assertThat(third.membership().number()).isEqualTo(other.membership().number());
    assertThat(list(one).getLast().generation()).isGreaterThan(before);
    assertThatThrownBy(() -> list(other)).isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void aNodeThatLeavesGivesUpItsLanesAndCommitsNoMore() {
    EngineStore one = join();
    EngineStore other = join();
    take(other, Lanes.ALL);
    run(other, tx -> tx.nodes().leave());

    assertThatThrownBy(() -> list(other)).isInstanceOf(StoreUnavailableException.class);
    take(one, Lanes.ALL);
  }

  @Test
  void whatIsHeldIsLetGoLaneByLane() {
    EngineStore one = join();
    EngineStore other = join();
    take(one, Lanes.ALL);
    Endpoint endpoint = put(one, Ordering.UNORDERED);
    enqueue(one, endpoint, "device", true);
    bury(other, one);
    Lanes lane = Lanes.of(List.of(Lane.of(endpoint.id())));

    assertThat(other.<Integer>write(tx -> tx.releaseHeld(Lanes.ALL.without(lane), NOON))).isZero();
    assertThat(other.<Integer>write(tx -> tx.releaseHeld(lane, NOON))).isEqualTo(1);
    assertThat(other.nextDues()).containsOnlyKeys(endpoint.id());
  }

  @Test
  void endpointsAreRightInEachTransactionOfEachNode() {
    EngineStore one = join();
    EngineStore other = join();
    Endpoint endpoint = put(one, Ordering.UNORDERED);

    assertThat(other.<Boolean>write(tx -> tx.endpoints().find(endpoint.id()).isPresent())).isTrue();
    assertThat(other.endpoints().find(endpoint.id())).contains(endpoint);
    run(other, tx -> tx.removeEndpoint(endpoint.id()));
    assertThat(one.<Boolean>write(tx -> tx.endpoints().find(endpoint.id()).isPresent())).isFalse();
  }

  @Test
  void whatHasBecomeOfEndpointsIsKnownToEachNode() {
    EngineStore one = join();
    EngineStore other = join();
    Endpoint changed = put(one, Ordering.UNORDERED);
    Endpoint stays = put(one, Ordering.UNORDERED);
    run(other, _ -> {});
    EndpointState paused = new EndpointState.Paused(NOON);
    EndpointHealth failing = new EndpointHealth.Failing(NOON);
    EventFilter filter =
        new EventFilter(
            Set.of(new TypePattern("device.*")),
            List.of(new Condition("subject", new Operator.AnyOf(Set.of("a", "b")))));
    Endpoint next =
        new Endpoint(
            changed.id(), changed.organization(), changed.target(), filter, changed.plan());
    run(one, tx -> tx.setHealth(stays.id(), failing));
    run(one, tx -> tx.setState(changed.id(), paused));
    run(one, tx -> tx.putEndpoint(next));

    Endpoints seen = other.write(EngineTx::endpoints);
    assertThat(seen.find(changed.id())).contains(next);
    assertThat(seen.state(changed.id())).isEqualTo(paused);
    assertThat(seen.find(stays.id())).contains(stays);
    assertThat(seen.health(stays.id())).isEqualTo(failing);
    run(other, tx -> tx.setHealth(stays.id(), new EndpointHealth.Well()));
    assertThat(one.<EndpointHealth>write(tx -> tx.endpoints().health(stays.id())))
        .isEqualTo(new EndpointHealth.Well());
    assertThat(one.endpoints().state(changed.id())).isEqualTo(paused);
  }

  @Test
  void sequencesHaveNoGapAndIdsGrowWhoeverAccepts() {
    EngineStore one = join();
    EngineStore other = join();
    Endpoint endpoint = put(one, Ordering.UNORDERED);
    List<Enqueued> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(enqueue(one, endpoint, "device", false));
      made.add(enqueue(other, endpoint, "device", false));
    }

    assertThat(made)
        .extracting(enqueued -> enqueued.delivery().sequence())
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(made).extracting(enqueued -> enqueued.delivery().id().value()).isSorted();
  }

  @Test
  void oneSubjectsDeliveriesStandInOneLineWhoeverAccepts() {
    EngineStore one = join();
    EngineStore other = join();
    Endpoint endpoint = put(one, Ordering.BY_SUBJECT);

    assertThat(enqueue(one, endpoint, "phone", false).placement()).isEqualTo(Placement.WAITING);
    assertThat(enqueue(other, endpoint, "phone", false).placement()).isEqualTo(Placement.BEHIND);
    assertThat(enqueue(other, endpoint, "other", false).placement()).isEqualTo(Placement.WAITING);
    assertThat(enqueue(one, endpoint, "phone", false).placement()).isEqualTo(Placement.BEHIND);
  }

  @Test
  void hintsReachTheOthers() throws InterruptedException {
    EngineStore one = join();
    EngineStore other = join();
    LinkedBlockingQueue<Set<EndpointId>> heard = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<Set<EndpointId>> own = new LinkedBlockingQueue<>();
    other.membership().listen(heard::add);
    one.membership().listen(own::add);

    Endpoint endpoint = put(one, Ordering.UNORDERED);
    assertThat(heardUntil(heard, Set.of())).isTrue();
    EndpointId far = new EndpointId(Long.MAX_VALUE);
    run(
        one,
        tx -> {
          tx.hint(Set.of(endpoint.id()));
          tx.hint(Set.of(far));
        });

    assertThat(heardUntil(heard, Set.of(endpoint.id(), far))).isTrue();
    assertThat(own).isEmpty();
  }

  private static boolean heardUntil(
      LinkedBlockingQueue<Set<EndpointId>> heard, Set<EndpointId> what)
      throws InterruptedException {
    for (int i = 0; i < HINTS_MAX; i++) {
      Set<EndpointId> hint = heard.poll(30, TimeUnit.SECONDS);
      if (hint == null || hint.equals(what)) {
        return hint != null;
      }
    }
    return false;
  }

  private static long newId(EngineStore node, EngineTx tx) {
    // Each node's clock shows another time: the floor alone keeps ids in order.
    int number = node.membership().number();
    Instant shown = NOON.minusSeconds(number * 100L);
    return new Ids(() -> shown, number, 0).next(tx.idFloor());
  }

  private static Endpoint put(EngineStore node, Ordering ordering) {
    return node.write(
        tx -> {
          Endpoint made = EngineStoreContract.endpoint(new EndpointId(newId(node, tx)), "a");
          Endpoint endpoint = EngineStoreContract.ordered(made, ordering);
          tx.putEndpoint(endpoint);
          return endpoint;
        });
  }

  private static Enqueued enqueue(
      EngineStore node, Endpoint endpoint, String subject, boolean held) {
    return node.write(
        tx -> {
          NewEvent facts =
              new NewEvent(
                  endpoint.organization(),
                  new EventType("changed"),
                  new Subject(subject),
                  new TraceId("trace"),
                  NOON,
                  new Payload("text/plain", new byte[1]));
          Event event = new Event(new EventId(newId(node, tx)), facts, NOON);
          tx.append(event);
          NewDelivery delivery =
              new NewDelivery(
                  new DeliveryId(newId(node, tx)),
                  endpoint.id(),
                  event.head(),
                  endpoint.plan().ordering(),
                  Origin.EVENT,
                  NOON);
          return tx.enqueue(delivery, held);
        });
  }
}
