package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointHealth;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.Endpoints;
import io.fleetwire.engine.Facets;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Ready;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Endpoints: current inside a transaction, published by its commit, and gone for good when
/// removed.
public abstract non-sealed class EngineEndpointContract extends EngineStoreContract {

  @Test
  void anEndpointIsSeenInsideItsUnitAndAfterTheCommit() {
    Endpoint endpoint = endpoint();

    Optional<Endpoint> inside =
        store()
            .write(
                tx -> {
                  tx.putEndpoint(endpoint);
                  return tx.endpoints().find(endpoint.id());
                });

    assertThat(inside).contains(endpoint);
    assertThat(store().endpoints().find(endpoint.id())).contains(endpoint);
    assertThat(store().endpoints().matching(event().facts(), Facets.NONE))
        .containsExactly(endpoint);
  }

  @Test
  void anEndpointIsNotSeenByOthersBeforeTheCommit() {
    Endpoint endpoint = endpoint();

    boolean outside =
        store()
            .write(
                tx -> {
                  tx.putEndpoint(endpoint);
                  return store().endpoints().find(endpoint.id()).isPresent();
                });

    assertThat(outside).isFalse();
  }

  @Test
  void anEndpointOfAUnitThatThrowsIsNeverSeen() {
    Endpoint endpoint = endpoint();

    assertThatThrownBy(
            () ->
                store()
                    .write(
                        tx -> {
                          tx.putEndpoint(endpoint);
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");

    assertThat(store().endpoints().find(endpoint.id())).isEmpty();
    harness().reopen();
    assertThat(store().endpoints().find(endpoint.id())).isEmpty();
  }

  @Test
  void anEndpointSurvivesAReopeningWithAllItsParts() {
    Endpoint endpoint = storedEndpoint();
    Endpoint other = storedEndpoint();
    harness().reopen();

    assertThat(store().endpoints().find(endpoint.id())).contains(endpoint);
    assertThat(store().endpoints().find(other.id())).contains(other);
  }

  @Test
  void anEndpointIsReplacedAndKeepsItsDeliveries() {
    Endpoint endpoint = storedEndpoint();
    Ready waiting = waiting(endpoint, NOON);
    Ready held = held(endpoint);
    Endpoint changed = endpoint(endpoint.id(), "b");

    put(changed);

    assertThat(store().endpoints().find(endpoint.id())).contains(changed);
    assertThat(claim(endpoint, NOON, 10)).containsExactly(waiting);
    assertThat(settle(held, answered(200), new NextStep.Delivered())).isTrue();
    harness().reopen();
    assertThat(store().endpoints().find(endpoint.id())).contains(changed);
  }

  @Test
  void endpointsThatWereLookedAtDoNotChange() {
    Endpoint endpoint = storedEndpoint();
    Endpoints before = store().endpoints();

    remove(endpoint);

    assertThat(before.find(endpoint.id())).contains(endpoint);
    assertThat(store().endpoints().find(endpoint.id())).isEmpty();
  }

  static Stream<EndpointState> everyState() {
    return Stream.concat(
        Stream.of(new EndpointState.Active(), new EndpointState.Paused(NOON)),
        Stream.of(EndpointState.Reason.values())
            .map(reason -> new EndpointState.Disabled(NOON, reason)));
  }

  @ParameterizedTest
  @MethodSource("everyState")
  void aStateIsSeenInsideItsUnitAndSurvivesChangesAndReopenings(EndpointState state) {
    Endpoint endpoint = storedEndpoint();
    Endpoint other = storedEndpoint();

    EndpointState inside =
        store()
            .write(
                tx -> {
                  tx.setState(endpoint.id(), state);
                  return tx.endpoints().state(endpoint.id());
                });

    assertThat(inside).isEqualTo(state);
    put(endpoint(endpoint.id(), "b"));
    assertThat(store().endpoints().state(endpoint.id())).isEqualTo(state);
    harness().reopen();
    assertThat(store().endpoints().state(endpoint.id())).isEqualTo(state);
    assertThat(store().endpoints().state(other.id())).isEqualTo(new EndpointState.Active());
  }

  static Stream<EndpointHealth> everyHealth() {
    return Stream.of(
        new EndpointHealth.Well(),
        new EndpointHealth.Doubtful(NOON),
        new EndpointHealth.Failing(NOON));
  }

  @ParameterizedTest
  @MethodSource("everyHealth")
  void healthIsSeenInsideItsUnitAndSurvivesChangesAndReopenings(EndpointHealth health) {
    Endpoint endpoint = storedEndpoint();

    EndpointHealth inside =
        store()
            .write(
                tx -> {
                  tx.setHealth(endpoint.id(), health);
                  return tx.endpoints().health(endpoint.id());
                });

    assertThat(inside).isEqualTo(health);
    put(endpoint(endpoint.id(), "b"));
    harness().reopen();
    assertThat(store().endpoints().health(endpoint.id())).isEqualTo(health);
    assertThat(store().endpoints().state(endpoint.id())).isEqualTo(new EndpointState.Active());
  }

  @Test
  void aStateThatIsRolledBackWasNever() {
    Endpoint endpoint = storedEndpoint();

    assertThatThrownBy(
            () ->
                store()
                    .write(
                        tx -> {
                          tx.setState(endpoint.id(), new EndpointState.Paused(NOON));
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");

    assertThat(store().endpoints().state(endpoint.id())).isEqualTo(new EndpointState.Active());
  }

  @Test
  void onlyWhatExistsHasAState() {
    Endpoint removed = storedEndpoint();
    setState(removed, new EndpointState.Paused(NOON));
    remove(removed);

    assertThat(store().endpoints().state(removed.id())).isEqualTo(new EndpointState.Active());
    assertThatThrownBy(() -> setState(removed, new EndpointState.Active()))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> setState(endpoint(), new EndpointState.Active()))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void whatIsKeptForAnEndpointThatIsNotActiveWaits() {
    Endpoint endpoint = storedEndpoint();
    Ready before = waiting(endpoint, NOON);
    setState(endpoint, new EndpointState.Paused(NOON));
    Ready after = waiting(endpoint, NOON);
    harness().reopen();

    assertThat(nextDues()).containsOnlyKeys(endpoint.id());
    assertThat(claim(endpoint, NOON, 10)).containsExactly(before, after);
  }

  private void setState(Endpoint endpoint, EndpointState state) {
    store()
        .write(
            tx -> {
              tx.setState(endpoint.id(), state);
              return true;
            });
  }

  @Test
  void removingAnEndpointCancelsWhatIsHeld() {
    Endpoint endpoint = storedEndpoint();
    Ready held = held(endpoint);

    remove(endpoint);

    assertThat(settle(held, answered(200), new NextStep.Delivered())).isFalse();
    assertThat(harness().attempts(held.delivery().id())).isEmpty();
    assertThat(releaseHeld(NOON)).isZero();
  }

  @Test
  void removingAnEndpointCancelsWhatWaits() {
    Endpoint endpoint = storedEndpoint();
    Endpoint other = storedEndpoint();
    waiting(endpoint, NOON);
    Ready theirs = waiting(other, NOON);

    remove(endpoint);

    assertThat(claim(endpoint, NOON, 10)).isEmpty();
    assertThat(nextDue(endpoint)).isEqualTo(Instant.MAX);
    assertThat(nextDues()).containsOnlyKeys(other.id());
    harness().reopen();
    assertThat(claim(endpoint, NOON, 10)).isEmpty();
    assertThat(claim(other, NOON, 10)).containsExactly(theirs);
  }

  @Test
  void aRemovalThatIsRolledBackCancelsNothing() {
    Endpoint endpoint = storedEndpoint();
    Ready held = held(endpoint);
    Ready waiting = waiting(endpoint, NOON);

    assertThatThrownBy(
            () ->
                store()
                    .write(
                        tx -> {
                          tx.removeEndpoint(endpoint.id());
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");

    assertThat(store().endpoints().find(endpoint.id())).contains(endpoint);
    assertThat(claim(endpoint, NOON, 10)).containsExactly(waiting);
    assertThat(settle(held, answered(200), new NextStep.Delivered())).isTrue();
  }

  @Test
  void removingWhatIsNotThereDoesNothing() {
    Endpoint endpoint = storedEndpoint();
    remove(endpoint());
    remove(endpoint);

    remove(endpoint);

    assertThat(store().endpoints().find(endpoint.id())).isEmpty();
  }

  @Test
  void anEndpointThatWasRemovedDoesNotComeBack() {
    Endpoint endpoint = storedEndpoint();
    remove(endpoint);

    assertThatThrownBy(() -> put(endpoint)).isInstanceOf(AssertionError.class);

    harness().reopen();
    assertThatThrownBy(() -> put(endpoint)).isInstanceOf(AssertionError.class);
  }

  @Test
  void aDeliveryNeedsAnEndpoint() {
    Endpoint never = endpoint();
    Endpoint removed = storedEndpoint();
    remove(removed);

    assertThatThrownBy(() -> held(never)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> waiting(removed, NOON)).isInstanceOf(AssertionError.class);
  }

  @Test
  void theHighestIdIsThatOfWhateverIsStored() {
    assertThat(store().highestId()).isZero();

    long high = newId() + 5_000;
    Endpoint endpoint = endpoint(new EndpointId(high), "a");
    put(endpoint);
    assertThat(store().highestId()).isEqualTo(high);

    Ready held = held(endpoint);
    remove(endpoint);
    assertThat(store().highestId()).isEqualTo(high);
    assertThat(held.delivery().id().value()).isLessThan(high);
  }

  @Test
  void theHighestIdCoversDeliveriesInEveryState() {
    Endpoint endpoint = storedEndpoint();

    Ready waiting = waiting(endpoint, NOON);
    assertThat(store().highestId()).isEqualTo(waiting.delivery().id().value());

    Ready held = held(endpoint);
    assertThat(store().highestId()).isEqualTo(held.delivery().id().value());

    settle(held, answered(200), new NextStep.Delivered());
    harness().reopen();
    assertThat(store().highestId()).isEqualTo(held.delivery().id().value());
  }
}
