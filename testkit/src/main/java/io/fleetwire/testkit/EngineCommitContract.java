package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.ClaimOrder;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Endpoints;
import io.fleetwire.engine.EngineTx;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.Lanes;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.Ready;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Units of work: durable when they return, whole or absent, in one order for everybody, and deaf
/// to what goes wrong with others.
public abstract non-sealed class EngineCommitContract extends EngineStoreContract {
  private static final int CALLERS = 400;

  @Test
  void whatAUnitWroteIsThereAfterAReopening() {
    Endpoint endpoint = storedEndpoint();
    Ready waiting = waiting(endpoint, NOON);
    harness().reopen();

    assertThat(claim(endpoint, NOON, 10)).containsExactly(waiting);
  }

  @Test
  void aUnitReturnsWhatItsWorkReturned() {
    assertThat(store().<String>write(_ -> "seven")).isEqualTo("seven");
  }

  @Test
  void aUnitThatThrowsLeavesNothing() {
    Endpoint endpoint = storedEndpoint();
    Fresh ready = fresh(endpoint, NOON);
    IllegalStateException refusal = new IllegalStateException("no");

    assertThatThrownBy(
            () ->
                store()
                    .write(
                        tx -> {
                          enqueue(tx, ready);
                          throw refusal;
                        }))
        .isSameAs(refusal);

    assertThat(claim(endpoint, NOON, 10)).isEmpty();
    assertThat(store().<Boolean>write(tx -> enqueue(tx, ready))).isTrue();
  }

  @Test
  void anErrorLeavesNothingEither() {
    Endpoint endpoint = storedEndpoint();
    Fresh ready = fresh(endpoint, NOON);

    assertThatThrownBy(
            () ->
                store()
                    .write(
                        tx -> {
                          enqueue(tx, ready);
                          throw new AssertionError("a bug");
                        }))
        .isInstanceOf(AssertionError.class)
        .hasMessage("a bug");

    assertThat(claim(endpoint, NOON, 10)).isEmpty();
  }

  @Test
  void aUnitSeesWhatItHasWritten() {
    Endpoint endpoint = storedEndpoint();
    Fresh ready = fresh(endpoint, NOON);

    List<Ready> claimed =
        store()
            .write(
                tx -> {
                  enqueue(tx, ready);
                  return tx.claim(List.of(new ClaimOrder(endpoint.id(), 10)), NOON)
                      .getFirst()
                      .deliveries();
                });

    assertThat(claimed).containsExactly(ready.at(1));
  }

  @Test
  void manyCallersLoseNothing() {
    Endpoint endpoint = storedEndpoint();
    List<Fresh> mine = freshes(endpoint);

    together(i -> store().<Boolean>write(tx -> enqueue(tx, mine.get(i))));

    harness().reopen();
    assertHas(endpoint, mine);
  }

  @Test
  void unitsThatThrowDoNotHarmThoseThatShareTheirCommit() {
    Endpoint endpoint = storedEndpoint();
    List<Fresh> mine = freshes(endpoint);

    List<Future<Boolean>> answers =
        together(
            i ->
                store()
                    .<Boolean>write(
                        tx -> {
                          enqueue(tx, mine.get(i));
                          if (i % 3 == 0) {
                            throw new IllegalStateException("no " + i);
                          }
                          return true;
                        }));

    for (int i = 0; i < CALLERS; i++) {
      if (i % 3 == 0) {
        assertThat(answers.get(i)).isDone();
        assertThatThrownBy(answers.get(i)::get)
            .isInstanceOf(ExecutionException.class)
            .hasRootCauseMessage("no " + i);
      } else {
        assertThat(answers.get(i).resultNow()).isTrue();
      }
    }
    List<Fresh> expected =
        IntStream.range(0, CALLERS).filter(i -> i % 3 != 0).mapToObj(mine::get).toList();
    harness().reopen();
    assertHas(endpoint, expected);
  }

  // Each unit replaces the endpoint by one with the next number, so a unit that did not see the one
  // before it would use a number twice.
  @Test
  void eachUnitSeesTheEndpointsOfTheUnitBefore() {
    Endpoint start = endpoint(new EndpointId(newId()), "0");
    put(start);
    List<Integer> followed = Collections.synchronizedList(new ArrayList<>());

    List<Future<Integer>> answers =
        together(
            i ->
                store()
                    .<Integer>write(
                        tx -> {
                          int next = numberOf(tx.endpoints(), start.id()) + 1;
                          tx.putEndpoint(endpoint(start.id(), Integer.toString(next)));
                          tx.afterCommit(() -> followed.add(next));
                          Must.hold(i % 5 != 0, "every fifth unit throws");
                          return next;
                        }));

    List<Integer> expected = IntStream.rangeClosed(1, CALLERS * 4 / 5).boxed().toList();
    List<Integer> numbers =
        answers.stream()
            .filter(answer -> answer.state() == Future.State.SUCCESS)
            .map(Future::resultNow)
            .toList();
    assertThat(numbers).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(followed).containsExactlyElementsOf(expected);
    assertThat(numberOf(store().endpoints(), start.id())).isEqualTo(expected.size());
  }

  @Test
  void whatFollowsACommitSeesItAndHasRunWhenTheCallerGoesOn() {
    Endpoint endpoint = endpoint();
    AtomicReference<Endpoints> seen = new AtomicReference<>(Endpoints.NONE);

    store()
        .write(
            tx -> {
              tx.putEndpoint(endpoint);
              tx.afterCommit(() -> seen.set(store().endpoints()));
              return true;
            });

    assertThat(seen.get().find(endpoint.id())).contains(endpoint);
  }

  @Test
  void nothingFollowsAUnitThatThrows() {
    Map<Integer, Boolean> followed = new ConcurrentHashMap<>();

    together(
        i ->
            store()
                .<Boolean>write(
                    tx -> {
                      tx.afterCommit(() -> followed.merge(i, true, (_, _) -> false));
                      Must.hold(i % 2 == 0, "every other unit throws");
                      return true;
                    }));

    assertThat(followed).hasSize(CALLERS / 2).allSatisfy(EngineCommitContract::evenAndOnce);
  }

  private static void evenAndOnce(int caller, boolean once) {
    assertThat(caller % 2).isZero();
    assertThat(once).isTrue();
  }

  @Test
  void anInterruptedCallerGetsItsAnswerAndKeepsTheInterrupt() throws Exception {
    Endpoint endpoint = storedEndpoint();
    Fresh ready = fresh(endpoint, NOON);
    AtomicReference<String> answer = new AtomicReference<>("");

    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  Thread.currentThread().interrupt();
                  boolean written = store().write(tx -> enqueue(tx, ready));
                  answer.set(written + " " + Thread.currentThread().isInterrupted());
                });
    caller.join();

    assertThat(answer.get()).isEqualTo("true true");
    assertThat(claim(endpoint, NOON, 10)).containsExactly(ready.at(1));
  }

  @Test
  void aTransactionIsNotUsedOutsideItsCall() {
    EngineTx kept = store().write(tx -> tx);

    assertThatThrownBy(() -> kept.releaseHeld(Lanes.ALL, NOON)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(kept::endpoints).isInstanceOf(AssertionError.class);
  }

  @Test
  void aUnitDoesNotWaitForAnother() {
    assertThatThrownBy(() -> store().write(_ -> store().<Boolean>write(_ -> true)))
        .isInstanceOf(AssertionError.class);

    assertThat(store().<Boolean>write(_ -> true)).isTrue();
  }

  private List<Fresh> freshes(Endpoint endpoint) {
    return IntStream.range(0, CALLERS).mapToObj(_ -> fresh(endpoint, NOON)).toList();
  }

  // Units that threw took no place in the sequence, and nobody has a place twice.
  private void assertHas(Endpoint endpoint, List<Fresh> expected) {
    List<Ready> claimed = claim(endpoint, NOON, CALLERS + 1);
    assertThat(claimed)
        .extracting(Ready::event)
        .containsExactlyInAnyOrderElementsOf(expected.stream().map(Fresh::event).toList());
    assertThat(claimed)
        .extracting(ready -> ready.delivery().sequence())
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(1, expected.size()).boxed().toList());
  }

  @Test
  void anEventIsAppendedOnce() {
    Event event = event();
    append(event);

    assertThatThrownBy(() -> append(event)).isInstanceOf(AssertionError.class);
  }

  @Test
  void aDeliveryIsEnqueuedOnce() {
    Endpoint endpoint = storedEndpoint();
    Fresh fresh = fresh(endpoint, NOON);
    stored(fresh, true);

    assertThatThrownBy(() -> store().write(tx -> tx.enqueue(fresh.delivery(), true)))
        .isInstanceOf(AssertionError.class);

    assertThat(releaseHeld(NOON)).isEqualTo(1);
  }

  private static boolean enqueue(EngineTx tx, Fresh fresh) {
    fresh.putInto(tx, false);
    return true;
  }

  private static int numberOf(Endpoints endpoints, EndpointId id) {
    return Integer.parseInt(endpoints.find(id).orElseThrow().target().reference());
  }

  /// Runs `call` for each of many callers at a time, and waits for all of them.
  private static <T> List<Future<T>> together(IntFunction<T> call) {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> answers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int caller = i;
        answers.add(callers.submit(() -> call.apply(caller)));
      }
      return answers;
    }
  }

  private void append(Event event) {
    store()
        .write(
            tx -> {
              tx.append(event);
              return true;
            });
  }
}
