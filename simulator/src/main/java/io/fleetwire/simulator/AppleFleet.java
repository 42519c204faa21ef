package io.fleetwire.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Many Apple devices that do one thing at a time together, as many of them at once as the plan has
/// connections. Used by one thread; blocks.
public final class AppleFleet implements AutoCloseable {
  private static final int PERCENT = 100;

  private final Surroundings around;
  private final FleetProgress progress;
  private final List<AppleDevice> devices;

  private AppleFleet(Surroundings around, FleetProgress progress) {
    this.around = around;
    this.progress = progress;
    this.devices = devices(around);
  }

  /// A fleet that is new.
  public static AppleFleet of(FleetPlan plan, SimulatorWorld world, FleetProgress progress) {
    return new AppleFleet(
        new Surroundings(
            plan,
            world,
            new Network(plan.network(), plan.source().origin()),
            new Patience(),
            new KeyPool(plan.network().keys(), world.secrets()),
            new Tally()),
        progress);
  }

  private static List<AppleDevice> devices(Surroundings around) {
    FleetPlan plan = around.plan();
    RandomGenerator dice = around.world().dice().apply(plan.seed());
    List<AppleDevice> devices = new ArrayList<>(plan.devices());
    for (int i = 0; i < plan.devices(); i++) {
      AppleKind kind = plan.kinds().get(i % plan.kinds().size());
      AppleFacts facts = AppleFacts.of(i + 1, kind, dice);
      devices.add(new AppleDevice(around, facts, misbehaviour(plan.manners(), i, dice)));
    }
    return devices;
  }

  private static Optional<Misbehaviour> misbehaviour(
      Manners manners, int number, RandomGenerator dice) {
    List<Misbehaviour> all = manners.misbehaviours();
    boolean chosen = dice.nextInt(PERCENT) < manners.misbehavingPercent();
    return all.isEmpty() || !chosen ? Optional.empty() : Optional.of(all.get(number % all.size()));
  }

  /// All install a profile and tell their management; also again, from the beginning.
  public void enrol(String what) {
    each(what, AppleDevice::enrol);
  }

  /// The same, at most `atOnce` of them at a time: nobody unpacks a thousand devices in one moment,
  /// and a server that is to certify so many makes some of them wait for longer than they do.
  public void enrol(String what, int atOnce) {
    each(what, Math.min(atOnce, around.plan().network().connections()), AppleDevice::enrol);
  }

  /// All come for commands.
  public void connect(String what) {
    each(what, AppleDevice::connect);
  }

  /// All say again where they can be woken.
  public void refreshTokens(String what) {
    each(what, AppleDevice::refreshToken);
  }

  /// All remove their profile.
  public void checkOut(String what) {
    each(what, AppleDevice::checkOut);
  }

  /// Lets time pass; false when the fleet was closed meanwhile.
  public boolean pause(Duration time) {
    return around.patience().pause(time);
  }

  /// How the devices are called, in their order.
  public List<String> ids() {
    return devices.stream().map(device -> device.facts().id()).toList();
  }

  /// The requests, as they go over the wire, by which devices that sign would come for commands:
  /// for those who want to send them faster than devices would.
  public List<byte[]> signedConnects() {
    return devices.stream().flatMap(device -> device.writtenConnect(true).stream()).toList();
  }

  /// The same as a proxy would hand them on that has seen the devices' certificates.
  public List<byte[]> proxiedConnects() {
    return devices.stream().flatMap(device -> device.writtenConnect(false).stream()).toList();
  }

  private void each(String what, Consumer<AppleDevice> job) {
    each(what, around.plan().network().connections(), job);
  }

  private void each(String what, int atOnce, Consumer<AppleDevice> job) {
    Semaphore slots = new Semaphore(atOnce);
    Progress done = new Progress(what);
    for (AppleDevice device : devices) {
      slots.acquireUninterruptibly();
      Thread.ofVirtual()
          .name("device-" + device.facts().number())
          .start(
              () -> {
                try {
                  job.accept(device);
                } catch (RuntimeException | Error e) {
                  around.tally().fault(device.facts().id(), "a bug of the simulator: " + e);
                } finally {
                  done.one();
                  slots.release();
                }
              });
    }
    slots.acquireUninterruptibly(atOnce);
  }

  private final class Progress {
    private final String what;
    private int done;

    Progress(String what) {
      this.what = what;
      progress.reached(what, 0, devices.size());
    }

    synchronized void one() {
      done++;
      progress.reached(what, done, devices.size());
    }
  }

  /// What became of it until now.
  public FleetReport report() {
    Map<String, Integer> states = new TreeMap<>();
    devices.forEach(device -> states.merge(device.state().word(), 1, Integer::sum));
    return new FleetReport(
        around.plan().seed(),
        devices.size(),
        states,
        around.tally().requestFigures(),
        around.tally().commandFigures(),
        around.tally().faultFigures());
  }

  /// Ends what waits.
  @Override
  public void close() {
    around.patience().stop();
  }
}
