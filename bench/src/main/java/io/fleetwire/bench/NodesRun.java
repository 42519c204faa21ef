package io.fleetwire.bench;

import io.fleetwire.engine.Ordering;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Takes one of several servers from a shared database under load, again and again: by SIGKILL, by
/// SIGSTOP for a while, or in good order. Each time, the others go on, another one comes in its
/// place, and everything that was acknowledged has to come in. What happens, to whom and when is
/// drawn from a seed.
final class NodesRun {
  private static final Duration EARLIEST = Duration.ofMillis(200);
  private static final Duration LATEST = Duration.ofMillis(1_500);

  /// A stop may be shorter than a lease of ten seconds, or longer.
  private static final Duration STOPPED_MIN = Duration.ofSeconds(1);

  private static final Duration STOPPED_MAX = Duration.ofSeconds(20);

  /// How long the load goes on after the blow, besides a stop: until others have taken over.
  private static final Duration AFTERWARDS = Duration.ofSeconds(3);

  /// A server that wakes up with an old mind has time to do harm.
  private static final Duration AWAKE = Duration.ofSeconds(2);

  /// A lease, and then a callback that failed is tried again after 5 s and after 30 s.
  private static final Duration DRAIN_MAX = Duration.ofSeconds(90);

  private static final Duration LOOK = Duration.ofMillis(2);
  private static final Generator.Limits LIMITS = new Generator.Limits(64, Long.MAX_VALUE);

  private final Workshop shop;
  private final Ledger ledger;
  private final Receiver receiver;
  private final Plan plan;
  private final Living living;

  NodesRun(Workshop shop, Ledger ledger, Receiver receiver, Plan plan) {
    this.shop = shop;
    this.ledger = ledger;
    this.receiver = receiver;
    this.plan = plan;
    this.living = new Living(receiver.ports().size());
  }

  /// How many servers share the database at `url`, and how often one of them is taken.
  record Plan(String url, int nodes, int times, int perSecond, long seed) {}

  /// What can happen to a server.
  enum Blow {
    /// It ends at once, by SIGKILL.
    KILLED,
    /// It stands still for a while, by SIGSTOP, and comes back with an old mind.
    STOPPED,
    /// It ends in good order.
    LEFT
  }

  /// One blow: what it was, for how long a stopped server stood still, how long no callback came in
  /// at all, how long after the load had ended the last one came in (nothing when it never did),
  /// and how many events came in once more.
  record Taken(
      Blow blow, Duration still, Duration silence, Optional<Duration> drained, long duplicated) {}

  /// The servers that can be asked. Used by the generator's thread and by the run's.
  private static final class Living implements Workload {
    private final List<EngineUnderTest> nodes = new CopyOnWriteArrayList<>();
    private final Workload requests;
    private int connections;

    Living(int endpoints) {
      this.requests = PostWorkload.to(List.of(), endpoints, new SplittableRandom(SEED));
    }

    @Override
    public InetSocketAddress address() {
      List<EngineUnderTest> now = List.copyOf(nodes);
      return now.get(connections++ % now.size()).workload().address();
    }

    @Override
    public byte[] request(long number) {
      return requests.request(number);
    }
  }

  /// Tells of each blow as soon as it is over.
  List<Taken> run(Consumer<Taken> told) throws InterruptedException {
    RandomGenerator random = new SplittableRandom(plan.seed());
    List<Taken> all = new ArrayList<>();
    while (all.size() < plan.times()) {
      while (living.nodes.size() < plan.nodes()) {
        living.nodes.add(start());
      }
      Taken taken = take(random);
      all.add(taken);
      told.accept(taken);
    }
    return all;
  }

  private EngineUnderTest start() {
    return EngineUnderTest.start(
        shop,
        receiver.ports(),
        Signing.HMAC,
        new EngineUnderTest.Data(plan.url(), 0, 1, Ordering.UNORDERED));
  }

  private Taken take(RandomGenerator random) throws InterruptedException {
    EngineUnderTest victim = living.nodes.get(random.nextInt(living.nodes.size()));
    Blow blow = Blow.values()[random.nextInt(Blow.values().length)];
    Duration under = between(random, EARLIEST, LATEST);
    Duration still =
        blow == Blow.STOPPED ? between(random, STOPPED_MIN, STOPPED_MAX) : Duration.ZERO;
    long duplicated = ledger.duplicated();
    Silence silence = new Silence();
    Generator generator =
        Generator.start(living, ledger, new Pace.Steady(plan.perSecond()), LIMITS);
    try (generator) {
      Thread.sleep(under);
      try (silence) {
        silence.listen();
        living.nodes.remove(victim);
        strike(victim, blow, still);
        Thread.sleep(AFTERWARDS);
      }
    }
    long endedAt = System.nanoTime();
    Optional<Duration> drained = await(() -> ledger.lost() == 0, endedAt);
    return new Taken(blow, still, silence.longest, drained, ledger.duplicated() - duplicated);
  }

  private static void strike(EngineUnderTest victim, Blow blow, Duration still)
      throws InterruptedException {
    switch (blow) {
      case KILLED -> victim.kill();
      case LEFT -> victim.end();
      case STOPPED -> {
        victim.signal("STOP");
        Thread.sleep(still);
        victim.signal("CONT");
        Thread.sleep(AWAKE);
        victim.kill();
      }
    }
  }

  private static Duration between(RandomGenerator random, Duration least, Duration most) {
    return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis()));
  }

  /// The longest time in which no callback came in.
  private final class Silence implements AutoCloseable {
    private final Thread listener =
        Thread.ofPlatform().daemon().name("silence").unstarted(this::run);
    private volatile Duration longest = Duration.ZERO;

    void listen() {
      listener.start();
    }

    private void run() {
      long heard = ledger.received();
      long heardAt = System.nanoTime();
      try {
        while (true) {
          Thread.sleep(LOOK);
          long now = System.nanoTime();
          Duration silent = Duration.ofNanos(now - heardAt);
          longest = silent.compareTo(longest) > 0 ? silent : longest;
          if (ledger.received() > heard) {
            heard = ledger.received();
            heardAt = now;
          }
        }
      } catch (InterruptedException _) {
        // It is over.
      }
    }

    @Override
    public void close() {
      listener.interrupt();
      try {
        listener.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Optional<Duration> await(BooleanSupplier reached, long since)
      throws InterruptedException {
    long until = System.nanoTime() + DRAIN_MAX.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > until) {
        return Optional.empty();
      }
      Thread.sleep(LOOK);
    }
    return Optional.of(Duration.ofNanos(System.nanoTime() - since));
  }
}
