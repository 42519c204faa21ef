package io.fleetwire.simulation;

import io.fleetwire.engine.AttemptMoment;
import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointSwitch;
import io.fleetwire.engine.Engine;
import io.fleetwire.engine.EngineLimits;
import io.fleetwire.engine.EnginePorts;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.engine.StoreUnavailableException;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.Target;
import io.fleetwire.engine.TraceId;
import io.fleetwire.engine.World;
import io.fleetwire.testkit.MemoryEngineStore;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// One world, from its seed to its verdict. Confined to one thread.
public final class Simulation {
  private static final OrganizationId ORGANIZATION = new OrganizationId(1);
  private static final EventType TYPE = new EventType("device.changed");
  private static final Duration TICK = Duration.ofSeconds(1);

  /// By more than any pause of a breaker lasts, and than some worlds keep a delivery.
  private static final int SET_BACK_SECONDS_MAX = 3_600;

  /// A world that has not drained after so many steps never will.
  private static final int STEPS_MAX = 2_000_000;

  private final RandomGenerator dice;
  private final Fates fates;
  private final VirtualTime time = new VirtualTime();
  private final Ledger ledger = new Ledger();
  private final Etiquette etiquette;
  private final SimulatedReceivers receivers;
  private final MemoryEngineStore disk = new MemoryEngineStore();
  private final StormyStore store;
  private final World world;
  private final Map<EndpointId, Endpoint> endpoints = new LinkedHashMap<>();
  private final List<Endpoint> everAdded = new ArrayList<>();
  private final List<EndpointId> everTried = new ArrayList<>();
  private final Wishes wishes;
  private Engine engine;
  private int generation;
  private int published;
  private boolean healing;

  public Simulation(long seed) {
    this.dice = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.fates = Fates.draw(dice);
    this.etiquette = new Etiquette(disk, time, ledger);
    this.receivers = new SimulatedReceivers(dice, ledger, etiquette, fates);
    this.store = new StormyStore(disk, dice, fates);
    this.world = new World(time, dice);
    this.wishes = new Wishes(ORGANIZATION, store, dice);
    this.engine = boot();
  }

  /// Lives through chaos and healing, and returns every promise that was broken: none, if all is
  /// well.
  public List<String> run() {
    for (int i = 0; i < fates.endpoints(); i++) {
      addEndpoint();
    }
    time.after(Duration.ZERO, this::publish);
    time.after(fates.betweenMoods(), this::changeMoods);
    time.after(TICK, this::tick);
    for (int steps = 0; steps < STEPS_MAX; steps++) {
      if (healing && isDrained()) {
        return verdict();
      }
      time.step();
      maybeCrash();
      stepPumps();
    }
    ledger.fault("not drained: " + engine.scheduler().held() + " held");
    return verdict();
  }

  private List<String> verdict() {
    LogChecks checks = new LogChecks(disk.log(), fates.keeping(), time.latestRead());
    everAdded.forEach(checks::check);
    checks.checkReplays(ORGANIZATION);
    return ledger.verdict(disk.attempts(), checks);
  }

  /// How many callbacks were promised: a world that promised none proves nothing.
  public int promises() {
    return ledger.promises();
  }

  private boolean isDrained() {
    return disk.outstanding() == 0
        && engine.scheduler().held() == 0
        && engine.scheduler().inFlight() == 0
        && disk.write(tx -> tx.replays().running(1)).isEmpty();
  }

  private Engine boot() {
    int mine = ++generation;
    EngineLimits limits = new EngineLimits(fates.limits(), fates.keeping());
    EnginePorts ports = new EnginePorts(store, receivers, List.of(new PlainFormat()), ledger);
    Engine booted = new Engine(ports, world, limits, attempt -> begin(mine, attempt));
    boolean recovered = false;
    while (!recovered) {
      try {
        booted.recover();
        recovered = true;
      } catch (StoreUnavailableException _) {
        // A server that cannot read its store at start is started again by whoever runs it.
      }
    }
    return booted;
  }

  // An attempt takes its time before it happens. When its process has died meanwhile, it does not
  // happen at all: deaths after the request are played by answers that get lost.
  private void begin(int bornIn, Runnable attempt) {
    Duration latency =
        Duration.ofMillis(dice.nextInt(1, dice.nextInt(2, (int) Etiquette.LATENCY_MAX.toMillis())));
    time.after(
        latency,
        () -> {
          if (bornIn == generation) {
            attempt.run();
          }
        });
  }

  private void publish() {
    NewEvent event =
        new NewEvent(
            ORGANIZATION,
            TYPE,
            new Subject("device-" + dice.nextInt(5)),
            new TraceId("trace-" + published),
            time.instant(),
            new Payload("text/plain", new byte[dice.nextInt(1, 200)]));
    try {
      List<Endpoint> matching = List.copyOf(endpoints.values());
      ledger.acknowledged(engine.intake().accept(event).id(), matching);
    } catch (StoreUnavailableException _) {
      // Not acknowledged: it may arrive or not.
    }
    if (!endpoints.isEmpty() && dice.nextDouble() < fates.asksAgain()) {
      wishes.ask(engine, List.copyOf(endpoints.keySet()).get(dice.nextInt(endpoints.size())));
    }
    letPeopleAct();
    if (dice.nextDouble() < fates.clockSetBack()) {
      time.setBack(Duration.ofSeconds(dice.nextInt(1, SET_BACK_SECONDS_MAX)));
    }
    if (dice.nextDouble() < fates.endpointRemoved()) {
      replaceAnEndpoint();
    }
    if (++published < fates.events()) {
      time.after(fates.betweenEvents(), this::publish);
    } else {
      time.after(fates.betweenEvents(), this::heal);
    }
  }

  private void heal() {
    healing = true;
    receivers.heal();
    store.heal();
  }

  // Again and again: a receiver's last wish may become known only after the storm.
  private void letAllGoOn() {
    for (EndpointId id : everTried) {
      engine.endpointSwitch().resume(id);
      engine.endpointSwitch().enable(id);
    }
  }

  private void letPeopleAct() {
    if (everTried.isEmpty() || dice.nextDouble() >= fates.peopleAct()) {
      return;
    }
    EndpointId id = everTried.get(dice.nextInt(everTried.size()));
    EndpointSwitch endpointSwitch = engine.endpointSwitch();
    try {
      switch (dice.nextInt(5)) {
        case 0 -> endpointSwitch.pause(id);
        case 1, 2 -> endpointSwitch.resume(id);
        case 3 -> endpointSwitch.enable(id);
        default -> endpointSwitch.disable(id);
      }
    } catch (StoreUnavailableException _) {
      // It may have happened or not; the next one to act sees.
    }
  }

  private void changeMoods() {
    if (!healing) {
      receivers.changeMoods();
      time.after(fates.betweenMoods(), this::changeMoods);
    }
  }

  private void tick() {
    if (healing) {
      letAllGoOn();
    }
    time.after(TICK, this::tick);
  }

  private void maybeCrash() {
    if (store.takeDeadly() || (!healing && dice.nextDouble() < fates.crash())) {
      ledger.crashed();
      etiquette.reborn();
      engine = boot();
    }
  }

  private void stepPumps() {
    List<Pump> pumps = new ArrayList<>(engine.pumps());
    Collections.shuffle(pumps, Random.from(dice));
    for (Pump pump : pumps) {
      if (healing || dice.nextDouble() >= fates.pumpSkipped()) {
        step(pump);
      }
    }
  }

  private static void step(Pump pump) {
    try {
      pump.step();
    } catch (StoreUnavailableException _) {
      // Its driver would wait and step it again, and so do we.
    }
  }

  private void addEndpoint() {
    EndpointId id = engine.intake().newEndpointId();
    everTried.add(id);
    RetryPlan plan =
        new RetryPlan(
            Collections.nCopies(dice.nextInt(2, 12), Duration.ofSeconds(dice.nextInt(1, 600))),
            0.2,
            dice.nextBoolean() ? RetryPlan.ClientErrors.RETRY : RetryPlan.ClientErrors.GIVE_UP);
    Endpoint endpoint =
        new Endpoint(
            id,
            ORGANIZATION,
            new Target(PlainFormat.NAME, "reference", URI.create("http://receiver.test/" + id)),
            EventFilter.ofTypes(Set.of(TYPE)),
            new DeliveryPlan(
                plan, Budgets.STANDARD, dice.nextInt(1, 10), drawOrdering(), drawRate()));
    try {
      store.write(
          tx -> {
            tx.putEndpoint(endpoint);
            return id;
          });
      endpoints.put(id, endpoint);
      everAdded.add(endpoint);
    } catch (StoreUnavailableException _) {
      // Whether it exists is not known, so nothing is expected of it.
    }
  }

  private double drawRate() {
    boolean isLimited = dice.nextDouble() < fates.rateLimited();
    return isLimited ? dice.nextDouble(0.05, 5) : DeliveryPlan.UNLIMITED;
  }

  private Ordering drawOrdering() {
    List<Ordering> all = List.of(Ordering.values());
    return all.get(dice.nextInt(all.size()));
  }

  private void replaceAnEndpoint() {
    if (endpoints.isEmpty()) {
      return;
    }
    EndpointId id = List.copyOf(endpoints.keySet()).get(dice.nextInt(endpoints.size()));
    ledger.removed(id);
    endpoints.remove(id);
    try {
      store.write(
          tx -> {
            tx.removeEndpoint(id);
            return id;
          });
    } catch (StoreUnavailableException _) {
      // It may still be told; nobody may complain when it is not.
    }
    addEndpoint();
  }

  /// The body names the callback, so that the receiver can tell the ledger.
  private static final class PlainFormat implements CallbackFormat {
    static final String NAME = "plain";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public OutboundRequest compose(Ready ready, Endpoint endpoint, AttemptMoment moment) {
      byte[] body = Callback.of(ready, endpoint).print();
      return new OutboundRequest(
          endpoint.target().url(), List.of(), new Payload("text/plain", body));
    }
  }
}
