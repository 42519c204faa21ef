package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.ClaimOrder;
import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Engine;
import io.fleetwire.engine.EngineObserver;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.EngineStore;
import io.fleetwire.engine.EngineTx;
import io.fleetwire.engine.LogCursor;
import io.fleetwire.engine.Must;
import io.fleetwire.engine.NewReplay;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Origin;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Replay;
import io.fleetwire.engine.ReplayStart;
import io.fleetwire.engine.SchedulerLimits;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.StoreUnavailableException;
import io.fleetwire.engine.Timeline;
import io.fleetwire.engine.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// A store of which one part cannot be used, as when a page of its file is broken: what needs it
/// waits, everything else goes on.
final class BrokenPartTest implements EngineObserver {
  private static final OrganizationId ONE = new OrganizationId(1);
  private static final OrganizationId OTHER = new OrganizationId(2);

  private final SettableClock clock = new SettableClock(Samples.NOON);
  private final MemoryEngineStore disk = new MemoryEngineStore();
  private final List<Throwable> faults = new ArrayList<>();
  private Predicate<EngineTx> isBroken = _ -> false;
  private Predicate<EngineTx> isFaulty = _ -> false;
  private int status = 503;
  private final Engine engine = engine();
  private final Endpoint broken = endpoint(ONE);
  private final Endpoint whole = endpoint(OTHER);

  private Engine engine() {
    EnginePorts ports =
        new EnginePorts(
            new Worn(),
            (_, _, _) -> new Sent(Samples.answer(status), Timeline.NONE),
            List.of(new PlainFormat()),
            this);
    return new Engine(
        ports, new World(clock, new SeededRandom(1)), SchedulerLimits.STANDARD, Runnable::run);
  }

  private Endpoint endpoint(OrganizationId organization) {
    EndpointId id = engine.intake().newEndpointId();
    return Samples.put(disk, Samples.endpoint(id, organization, DeliveryPlan.STANDARD, "device.*"));
  }

  @Override
  public void stumbled(String where, Throwable cause) {
    faults.add(cause);
  }

  private void publish(OrganizationId organization) {
    engine.intake().accept(Samples.event(organization, "x", clock.instant()));
  }

  private void step(int rounds) {
    for (int i = 0; i < rounds; i++) {
      for (Pump pump : engine.pumps()) {
        try {
          pump.step();
        } catch (StoreUnavailableException _) {
          // Its driver would wait, and step it again.
        }
      }
      clock.advance(Duration.ofMillis(500));
    }
  }

  private DeliveryEntry delivery(OrganizationId organization) {
    return disk.log().list(DeliveryQuery.of(organization), LogCursor.START, 1).entries().getFirst();
  }

  /// The store, through which work fails whose transaction `isBroken`.
  private final class Worn implements StoreInFront {
    @Override
    public EngineStore behind() {
      return disk;
    }

    @Override
    public <T> T write(Function<EngineTx, T> work) {
      return disk.write(
          tx -> {
            T result = work.apply(tx);
            if (isBroken.test(tx)) {
              throw new StoreUnavailableException("damaged", new IllegalStateException("damaged"));
            }
            Must.hold(!isFaulty.test(tx), "a fault of ours");
            return result;
          });
    }
  }

  @Test
  void whatCannotBeReadOfOneEndpointHoldsUpNoOther() {
    publish(ONE);
    publish(OTHER);
    step(1);
    status = 200;
    ClaimOrder none = new ClaimOrder(broken.id(), 1);
    isBroken = tx -> tx.claim(List.of(none), Instant.EPOCH).getFirst().nextDue().isEmpty();
    step(60);
    assertThat(delivery(OTHER).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(delivery(ONE).attemptsMade()).isEqualTo(1);

    isBroken = _ -> false;
    step(60);
    assertThat(delivery(ONE).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(whole).isNotEqualTo(broken);
  }

  @Test
  void aResultThatCannotBeWrittenHoldsUpNoOther() {
    status = 200;
    publish(ONE);
    publish(OTHER);
    DeliveryId stuck = delivery(ONE).id();
    isBroken = _ -> true;
    step(1);
    isBroken = tx -> tx.find(stuck).orElseThrow().state() == DeliveryState.DELIVERED;
    step(10);
    assertThat(delivery(OTHER).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(delivery(ONE).state()).isEqualTo(DeliveryState.PENDING);

    isBroken = _ -> false;
    step(2);
    assertThat(delivery(ONE).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(engine.scheduler().held()).isZero();
  }

  @Test
  void aFaultOfOursOverOneResultIsToldAndHoldsUpNoOther() {
    status = 200;
    publish(ONE);
    publish(OTHER);
    DeliveryId stuck = delivery(ONE).id();
    isFaulty = tx -> tx.find(stuck).orElseThrow().state() == DeliveryState.DELIVERED;
    step(1);
    assertThat(delivery(OTHER).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(delivery(ONE).state()).isEqualTo(DeliveryState.PENDING);
    assertThat(faults).singleElement().isInstanceOf(AssertionError.class);
    assertThat(engine.scheduler().held()).isOne();
  }

  @Test
  void aReplayThatCannotGoOnIsToldOnceAndHoldsUpNoOther() {
    status = 200;
    publish(ONE);
    publish(OTHER);
    step(2);
    Replay stuck = replay(broken);
    Replay other = replay(whole);
    isBroken =
        tx -> tx.replays().find(stuck.id()).filter(it -> it.progress().looked() > 0).isPresent();
    step(60);
    assertThat(stateOf(other)).isEqualTo(Replay.State.FINISHED);
    assertThat(stateOf(stuck)).isEqualTo(Replay.State.RUNNING);
    assertThat(faults).singleElement().asString().contains(stuck.id().toString());

    isBroken = _ -> false;
    step(30);
    assertThat(stateOf(stuck)).isEqualTo(Replay.State.FINISHED);
    assertThat(delivery(ONE).origin()).isEqualTo(Origin.REPLAY);
  }

  private Replay replay(Endpoint of) {
    NewReplay wanted = new NewReplay(of.id(), DeliveryQuery.of(of.organization()), 10);
    ReplayStart start = disk.write(tx -> engine.replays().start(tx, wanted));
    return ((ReplayStart.Running) start).replay();
  }

  private Replay.State stateOf(Replay replay) {
    return disk.write(tx -> tx.replays().find(replay.id())).orElseThrow().progress().state();
  }
}
