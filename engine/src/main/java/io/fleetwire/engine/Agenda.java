package io.fleetwire.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Who is to be looked at when: at most one time per endpoint, earliest first. Confined to the
/// scheduler's lock.
final class Agenda {
  private final Map<EndpointId, Entry> entries = new HashMap<>();
  private final TreeSet<Entry> byTime =
      new TreeSet<>(
          Comparator.comparing(Entry::at).thenComparingLong(entry -> entry.who().value()));

  record Entry(EndpointId who, Instant at) {}

  /// Notes a time, unless an earlier one is noted already.
  void note(EndpointId who, Instant at) {
    Entry known = entries.get(who);
    if (known == null || at.isBefore(known.at())) {
      strike(who);
      Entry entry = new Entry(who, at);
      entries.put(who, entry);
      byTime.add(entry);
    }
  }

  void strike(EndpointId who) {
    Entry known = entries.remove(who);
    if (known != null) {
      byTime.remove(known);
    }
  }

  boolean isDue(EndpointId who, Instant now) {
    Entry known = entries.get(who);
    return known != null && !known.at().isAfter(now);
  }

  Optional<Entry> first() {
    return byTime.isEmpty() ? Optional.empty() : Optional.of(byTime.first());
  }

  /// All entries whose time has come, earliest first. Asked for every attempt that starts, so it
  /// costs nothing when there is none.
  List<Entry> due(Instant now) {
    if (byTime.isEmpty() || byTime.first().at().isAfter(now)) {
      return List.of();
    }
    return byTime.stream().takeWhile(entry -> !entry.at().isAfter(now)).toList();
  }
}
