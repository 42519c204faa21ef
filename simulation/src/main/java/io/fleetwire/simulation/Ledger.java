package io.fleetwire.simulation;

import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.EngineObserver;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was promised and what arrived. A promise is named `event@endpoint`, and a callback
/// `sequence@endpoint`: an event may be asked for again.
final class Ledger implements EngineObserver {
  private final Map<String, Integer> promised = new HashMap<>();
  private final Map<String, Integer> arrivals = new HashMap<>();
  private final Map<String, Integer> excuses = new HashMap<>();
  private final Map<String, Long> latest = new HashMap<>();
  private final Set<String> kept = new HashSet<>();
  private final Set<String> givenUp = new HashSet<>();
  private final Set<EndpointId> removed = new HashSet<>();
  private final Map<String, Set<String>> unsettled = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  private final Map<String, Integer> moreAttempts = new HashMap<>();
  private final Map<EventType, Integer> operational = new HashMap<>();
  private String acting = "";
  private int disablings;

  private static String name(Ready ready) {
    return ready.delivery().sequence() + "@" + ready.delivery().endpoint();
  }

  private static String promise(Ready ready) {
    return promise(ready.event().id(), ready.delivery().endpoint());
  }

  private static String promise(EventId event, EndpointId endpoint) {
    return event + "@" + endpoint;
  }

  /// The publisher has its answer: these endpoints will be told.
  void acknowledged(EventId event, List<Endpoint> endpoints) {
    endpoints.forEach(
        endpoint ->
            promised.put(promise(event, endpoint.id()), endpoint.plan().retries().delays().size()));
  }

  /// What happens next is of that node's doing: what one has not settled, another may settle later.
  void acts(String node) {
    acting = node;
  }

  private Set<String> unsettledBy(String node) {
    return unsettled.computeIfAbsent(node, _ -> new HashSet<>());
  }

  void arrived(Callback callback) {
    arrivals.merge(callback.name(), 1, Integer::sum);
    kept.add(callback.promise());
    unsettledBy(acting).add(callback.name());
    if (callback.ordered()) {
      checkOrder(callback);
    }
  }

  private void checkOrder(Callback callback) {
    String line = callback.subject() + "@" + callback.endpoint();
    long before = latest.getOrDefault(line, 0L);
    if (callback.sequence() < before) {
      faults.add("out of order: " + callback.sequence() + " after " + before + " for " + line);
    }
    latest.put(line, callback.sequence());
  }

  /// A node died: what it had made arrive, but not settled, will be sent again, or was already.
  void crashed(String node) {
    unsettledBy(node).forEach(this::excuse);
    unsettledBy(node).clear();
  }

  /// One more arrival of `callback` would be nobody's fault: we were not told of this one.
  void excuse(String callback) {
    excuses.merge(callback, 1, Integer::sum);
  }

  void removed(EndpointId endpoint) {
    removed.add(endpoint);
  }

  void fault(String what) {
    faults.add(what);
  }

  void allowOneMoreAttempt(String callback) {
    moreAttempts.merge(callback, 1, Integer::sum);
  }

  @Override
  public void accepted(Event event, int deliveries) {
    operational.merge(event.type(), 1, Integer::sum);
  }

  @Override
  public void stateChanged(Endpoint endpoint, EndpointState state) {
    disablings += state instanceof EndpointState.Disabled ? 1 : 0;
  }

  @Override
  public void stuck(EndpointId endpoint, Instant dueAt) {
    faults.add("stuck since " + dueAt + ": " + endpoint);
  }

  @Override
  public void attempted(Settlement settlement, Endpoint endpoint) {
    String name = name(settlement.ready());
    unsettledBy(acting).remove(name);
    int most = endpoint.plan().retries().delays().size() + moreAttempts.getOrDefault(name, 0);
    if (settlement.number() > most) {
      faults.add("attempt " + settlement.number() + " of " + most + ": " + name);
    }
  }

  @Override
  public void stumbled(String where, Throwable cause) {
    if (cause instanceof AssertionError) {
      faults.add(where + ": " + cause);
    }
  }

  /// Every promise that was broken, in words. `log` is what the store says of all attempts: a
  /// delivery may have been given up in a commit whose answer died with the process. `checks` has
  /// read the log of deliveries.
  List<String> verdict(List<Settlement> log, LogChecks checks) {
    faults.addAll(checks.faults());
    kept.addAll(checks.excused());
    log.stream()
        .filter(settlement -> settlement.next() instanceof NextStep.GiveUp)
        .map(settlement -> promise(settlement.ready()))
        .forEach(givenUp::add);
    long losses = log.stream().filter(settlement -> isLoss(settlement.next())).count();
    List<String> broken = new ArrayList<>(faults);
    checkTold("fleetwire.delivery.exhausted", losses, broken);
    checkTold("fleetwire.endpoint.disabled", disablings, broken);
    promised.keySet().stream()
        .filter(this::isLost)
        .map(name -> "lost: " + name)
        .forEach(broken::add);
    arrivals.forEach(
        (name, count) -> {
          int allowed = 1 + excuses.getOrDefault(name, 0);
          if (count > allowed) {
            broken.add("arrived " + count + " times, " + allowed + " excused: " + name);
          }
        });
    return broken;
  }

  private static boolean isLoss(NextStep next) {
    return next instanceof NextStep.GiveUp(NextStep.Reason reason)
        && reason != NextStep.Reason.SUPERSEDED;
  }

  // An operational event commits together with what it tells of, of which the log may have been
  // forgotten since.
  private void checkTold(String type, long happened, List<String> broken) {
    int told = operational.getOrDefault(new EventType(type), 0);
    if (told < happened) {
      broken.add(type + " was told " + told + " times, and happened " + happened + " times");
    }
  }

  private boolean isLost(String name) {
    boolean isOfRemoved = removed.stream().anyMatch(endpoint -> name.endsWith("@" + endpoint));
    return !kept.contains(name) && !givenUp.contains(name) && !isOfRemoved;
  }

  int promises() {
    return promised.size();
  }
}
