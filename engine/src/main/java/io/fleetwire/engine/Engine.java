package io.fleetwire.engine;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;

/// The delivery engine without a thread of its own: an intake, and pumps that anybody may step.
/// {@link RunningEngine} gives it threads; a simulation steps it by hand.
public final class Engine {
  private final EngineStore store;
  private final World world;
  private final Scheduler scheduler;
  private final Intake intake;
  private final EndpointSwitch endpointSwitch;
  private final Redelivery redelivery;
  private final Replays replays;
  private final Rehearsal rehearsal;
  private final Settler settler;
  private final NodePump nodePump;
  private final List<Pump> pumps;

  /// An engine that keeps things for as long as the house does.
  public Engine(EnginePorts ports, World world, SchedulerLimits limits, Executor attempts) {
    this(ports, world, new EngineLimits(limits, DeliveryLimits.STANDARD), attempts);
  }

  /// `attempts` runs each attempt; an attempt blocks until its request has ended.
  public Engine(EnginePorts ports, World world, EngineLimits limits, Executor attempts) {
    this.store = ports.store();
    this.world = world;
    Membership membership = store.membership();
    Tenure tenure =
        membership.isShared() ? new Tenure(new Lease(world.nanos())) : Tenure.ofAll(world.nanos());
    this.scheduler = new Scheduler(limits.scheduler(), store::endpoints, tenure, world);
    Ids ids = new Ids(world.clock(), membership.number(), store.highestId());
    this.intake = new Intake(ports, scheduler, ids, world);
    Standings standings = new Standings(intake, scheduler, world, ports.observer());
    this.endpointSwitch = new EndpointSwitch(store, standings, world.clock());
    this.settler = new Settler(ports, scheduler, standings);
    this.redelivery = new Redelivery(scheduler, ids, world);
    ReplayPump replayPump = new ReplayPump(ports, intake, redelivery, world);
    this.replays = new Replays(store, replayPump, ids, world);
    this.rehearsal = new Rehearsal(ports, world);
    Attempter attempter = new Attempter(ports, scheduler, settler, world);
    this.nodePump = new NodePump(ports, scheduler, tenure, world);
    this.pumps =
        List.of(
            new DispatchPump(scheduler, attempter, attempts),
            new DiskPump(store, scheduler, world.clock()),
            settler,
            onOneNode(replayPump),
            onOneNode(RetentionPump.of(store, scheduler, world, limits.deliveries())),
            WatchdogPump.of(ports, scheduler, world.clock()));
  }

  /// Takes up what the last run left outstanding. To be called once, before anything is accepted.
  /// One of many nodes takes its lanes with what is outstanding in them as soon as they are free.
  public void recover() {
    if (store.membership().isShared()) {
      nodePump.step();
      return;
    }
    Instant now = world.clock().instant();
    store.write(tx -> tx.releaseHeld(Lanes.ALL, now));
    store.nextDues().forEach(scheduler::waiting);
  }

  private Pump onOneNode(Pump pump) {
    return OwnedPump.of(pump, scheduler.tenure(), store.membership());
  }

  /// Gives up this node's place among others, when nothing is in flight any more.
  public void leave() {
    nodePump.leave();
  }

  /// Keeps this node among others; to be stepped for as long as anything is in flight.
  public Pump nodePump() {
    return nodePump;
  }

  /// One of the pumps: it makes durable how attempts have ended, and has done all when none is
  /// under way any more.
  Pump settler() {
    return settler;
  }

  public Intake intake() {
    return intake;
  }

  public EndpointSwitch endpointSwitch() {
    return endpointSwitch;
  }

  /// Makes single deliveries again.
  public Redelivery redelivery() {
    return redelivery;
  }

  /// Makes many deliveries again.
  public Replays replays() {
    return replays;
  }

  /// Writes requests without sending them.
  public Rehearsal rehearsal() {
    return rehearsal;
  }

  /// What is in memory and in flight.
  public Scheduler scheduler() {
    return scheduler;
  }

  public List<Pump> pumps() {
    return pumps;
  }
}
