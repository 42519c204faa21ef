package io.fleetwire.agent;

import io.fleetwire.engine.Signal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What all sources say, one census each, and the only way into the journal. Thread-safe.
final class Roster {
  private final Journal journal;
  private final Map<String, Census> censuses = new TreeMap<>();
  private final Signal signal;
  private final InstantSource clock;
  private boolean toldAll;

  /// Something that a daemon says; answers what is news of it.
  @FunctionalInterface
  interface Word {
    List<Report> say(Census census, Instant now);
  }

  Roster(Journal journal, Signal signal, InstantSource clock) {
    this.journal = journal;
    this.signal = signal;
    this.clock = clock;
  }

  /// Begins to count for a daemon whose devices are of this platform.
  synchronized void open(String daemon, String platform) {
    List<Report> remembered =
        journal.states().stream()
            .filter(report -> report.isAttached() && report.facts().platform().equals(platform))
            .toList();
    censuses.put(daemon, new Census(daemon, remembered, clock.instant()));
  }

  /// Tells a census something, and keeps what is news.
  synchronized void tell(String daemon, Word word) {
    Census census = censuses.get(daemon);
    if (census == null) {
      throw new AssertionError("nobody counts for " + daemon);
    }
    keep(word.say(census, clock.instant()));
  }

  /// Does what time alone asks for; answers when to ask again.
  synchronized Instant step() {
    Instant now = clock.instant();
    List<Report> news = new ArrayList<>();
    censuses.values().forEach(census -> news.addAll(census.tick(now)));
    keep(news);
    if (!toldAll && censuses.values().stream().allMatch(Census::isSettled)) {
      toldAll = true;
      List<Report> all =
          censuses.values().stream().flatMap(census -> census.attached().stream()).toList();
      journal.addAll(all, now);
    }
    return censuses.values().stream()
        .map(Census::dueAt)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  private void keep(List<Report> news) {
    if (!news.isEmpty()) {
      journal.add(news, clock.instant());
      signal.raise();
    }
  }
}
