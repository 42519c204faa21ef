package io.fleetwire.simulation;

import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.EngineObserver;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.Settlement;
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
  private final Set<String> unsettled = new HashSet<>();
  private final List<String> faults = new ArrayList<>();

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

  void arrived(Callback callback) {
    arrivals.merge(callback.name(), 1, Integer::sum);
    kept.add(callback.promise());
    unsettled.add(callback.name());
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

  /// The process died: what had arrived, but was not settled, will be sent again.
  void crashed() {
    unsettled.forEach(this::excuse);
    unsettled.clear();
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

  @Override
  public void accepted(Event event, int deliveries) {}

  @Override
  public void attempted(Settlement settlement, Endpoint endpoint) {
    unsettled.remove(name(settlement.ready()));
    int most = endpoint.plan().retries().delays().size();
    if (settlement.number() > most) {
      faults.add(
          "attempt " + settlement.number() + " of " + most + ": " + name(settlement.ready()));
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
    List<String> broken = new ArrayList<>(faults);
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

  private boolean isLost(String name) {
    boolean isOfRemoved = removed.stream().anyMatch(endpoint -> name.endsWith("@" + endpoint));
    return !kept.contains(name) && !givenUp.contains(name) && !isOfRemoved;
  }

  int promises() {
    return promised.size();
  }
}
