package io.fleetwire.simulation;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointSwitch;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Lanes;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.Node;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.engine.StoreUnavailableException;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.Target;
import io.fleetwire.engine.TraceId;
import io.fleetwire.testkit.MemoryEngineStore;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One world, from its seed to its verdict. Confined to one thread.
public final class Simulation {
  private static final OrganizationId ORGANIZATION = new OrganizationId(1);
  private static final EventType TYPE = new EventType("device.changed");
  private static final Duration TICK = Duration.ofSeconds(1);

  /// By more than any pause of a breaker lasts, and than some worlds keep a delivery.
  private static final int SET_BACK_SECONDS_MAX = 3_600;

  /// A world that has not drained after so many steps never will: one in a hundred takes more than
  /// ten thousand.
  private static final int STEPS_MAX = 200_000;

  private final RandomGenerator dice;
  private final Fates fates;
  private final VirtualTime time = new VirtualTime();
  private final Ledger ledger = new Ledger();
  private final MemoryEngineStore disk;
  private final Ground ground;
  private final List<SimulatedNode> nodes;
  private final Map<EndpointId, Endpoint> endpoints = new LinkedHashMap<>();
  private final List<Endpoint> everAdded = new ArrayList<>();
  private final List<EndpointId> everTried = new ArrayList<>();
  private final Wishes wishes;
  private Map<Long, Lanes> owners = Map.of();
  private int handovers;
  private int published;
  private boolean healing;

  public Simulation(long seed) {
    this.dice = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.fates = Fates.draw(dice);
    this.disk = new MemoryEngineStore(time.trueTime(), this::carry);
    Etiquette etiquette = new Etiquette(disk, time, ledger, fates);
    SimulatedReceivers receivers = new SimulatedReceivers(dice, ledger, etiquette, fates);
    this.ground = new Ground(disk, dice, fates, time, ledger, etiquette, receivers);
    this.wishes = new Wishes(ORGANIZATION, dice);
    this.nodes =
        IntStream.range(0, fates.nodes())
            .mapToObj(number -> new SimulatedNode(ground, "node " + number))
            .toList();
    nodes.forEach(SimulatedNode::boot);
  }

  // Between nodes, hints come late or not at all.
  private void carry(Runnable hint) {
    if (dice.nextDouble() >= fates.hintLost()) {
      time.after(Duration.ofMillis(dice.nextInt(1, 300)), hint);
    }
  }

  /// Lives through chaos and healing, and returns every promise that was broken: none, if all is
  /// well.
  public List<String> run() {
    for (int i = 0; i < fates.endpoints(); i++) {
      addEndpoint(nodes.getFirst());
    }
    time.after(Duration.ZERO, this::publish);
    time.after(fates.betweenMoods(), this::changeMoods);
    time.after(TICK, this::tick);
    for (int steps = 0; steps < STEPS_MAX; steps++) {
      if (healing && isDrained()) {
        return verdict();
      }
      time.step();
      nodes.forEach(node -> node.suffer(healing));
      nodes.forEach(node -> node.stepPumps(healing));
      watchLanes();
    }
    ledger.fault("not drained: " + disk.outstanding() + " outstanding");
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

  /// How often lanes have gone from one node to another.
  public int handovers() {
    return handovers;
  }

  // The next owner of a lane knows nothing of what its receivers have asked for.
  private void watchLanes() {
    Map<Long, Lanes> now =
        disk.nodes().stream().collect(Collectors.toMap(Node::generation, Node::lanes));
    if (!now.equals(owners)) {
      handovers++;
      now.forEach(
          (generation, lanes) ->
              ground.etiquette().moved(lanes.without(owners.getOrDefault(generation, Lanes.NONE))));
      owners = now;
    }
  }

  private boolean isDrained() {
    return disk.outstanding() == 0
        && nodes.stream().allMatch(SimulatedNode::isIdle)
        && disk.write(tx -> tx.replays().running(1)).isEmpty();
  }

  // Any of those that can be asked.
  private Optional<SimulatedNode> anybody() {
    List<SimulatedNode> up = nodes.stream().filter(SimulatedNode::isUp).toList();
    return up.isEmpty() ? Optional.empty() : Optional.of(up.get(dice.nextInt(up.size())));
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
    anybody().ifPresent(node -> publish(node, event));
    anybody().ifPresent(this::letPeopleAct);
    if (dice.nextDouble() < fates.clockSetBack()) {
      time.setBack(Duration.ofSeconds(dice.nextInt(1, SET_BACK_SECONDS_MAX)));
    }
    if (dice.nextDouble() < fates.endpointRemoved()) {
      anybody().ifPresent(this::replaceAnEndpoint);
    }
    if (++published < fates.events()) {
      time.after(fates.betweenEvents(), this::publish);
    } else {
      time.after(fates.betweenEvents(), this::heal);
    }
  }

  private void publish(SimulatedNode node, NewEvent event) {
    try {
      List<Endpoint> matching = List.copyOf(endpoints.values());
      ledger.acknowledged(node.engine().intake().accept(event).id(), matching);
    } catch (StoreUnavailableException _) {
      // Not acknowledged: it may arrive or not.
    }
    if (!endpoints.isEmpty() && dice.nextDouble() < fates.asksAgain()) {
      wishes.ask(node, List.copyOf(endpoints.keySet()).get(dice.nextInt(endpoints.size())));
    }
  }

  private void heal() {
    healing = true;
    ground.receivers().heal();
    time.calm();
  }

  // Again and again: a receiver's last wish may become known only after the storm.
  private void letAllGoOn(SimulatedNode node) {
    try {
      for (EndpointId id : everTried) {
        node.engine().endpointSwitch().resume(id);
        node.engine().endpointSwitch().enable(id);
      }
    } catch (StoreUnavailableException _) {
      // It has been expelled.
    }
  }

  private void letPeopleAct(SimulatedNode node) {
    if (everTried.isEmpty() || dice.nextDouble() >= fates.peopleAct()) {
      return;
    }
    EndpointId id = everTried.get(dice.nextInt(everTried.size()));
    EndpointSwitch endpointSwitch = node.engine().endpointSwitch();
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
      ground.receivers().changeMoods();
      time.after(fates.betweenMoods(), this::changeMoods);
    }
  }

  private void tick() {
    if (healing) {
      anybody().ifPresent(this::letAllGoOn);
    }
    time.after(TICK, this::tick);
  }

  private void addEndpoint(SimulatedNode node) {
    EndpointId id = node.engine().intake().newEndpointId();
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
            new Target(
                SimulatedNode.PlainFormat.NAME,
                "reference",
                URI.create("http://receiver.test/" + id)),
            EventFilter.ofTypes(Set.of(TYPE)),
            new DeliveryPlan(
                plan, Budgets.STANDARD, dice.nextInt(1, 10), drawOrdering(), drawRate()));
    try {
      node.store()
          .write(
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

  private void replaceAnEndpoint(SimulatedNode node) {
    if (endpoints.isEmpty()) {
      return;
    }
    EndpointId id = List.copyOf(endpoints.keySet()).get(dice.nextInt(endpoints.size()));
    ledger.removed(id);
    endpoints.remove(id);
    try {
      node.store()
          .write(
              tx -> {
                tx.removeEndpoint(id);
                return id;
              });
    } catch (StoreUnavailableException _) {
      // It may still be told; nobody may complain when it is not.
    }
    addEndpoint(node);
  }
}
