package io.fleetwire.agent;

import io.fleetwire.agent.Report.Facts;
import io.fleetwire.engine.Signal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What all sources say, one census each, and the only way into the journal. Thread-safe.
final class Roster {
  private final Journal journal;
  private final Map<String, Seat> seats = new TreeMap<>();

  /// Of which platforms the server was not told yet how everything is.
  private final Set<String> untold = new TreeSet<>(Facts.PLATFORMS);

  private final Signal signal;
  private final InstantSource clock;

  /// A daemon's.
  private record Seat(String platform, Census census) {}

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
    seats.put(daemon, new Seat(platform, new Census(daemon, remembered, clock.instant())));
  }

  /// Tells a census something, and keeps what is news.
  synchronized void tell(String daemon, Word word) {
    Seat seat = seats.get(daemon);
    if (seat == null) {
      throw new AssertionError("nobody counts for " + daemon);
    }
    keep(word.say(seat.census(), clock.instant()));
  }

  /// Does what time alone asks for; answers when to ask again.
  synchronized Instant step() {
    Instant now = clock.instant();
    List<Report> news = new ArrayList<>();
    seats.values().forEach(seat -> news.addAll(seat.census().tick(now)));
    keep(news);
    tellAll(now);
    return seats.values().stream()
        .map(seat -> seat.census().dueAt())
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /// Each platform once, when all of its devices are known. A daemon that does not answer says
  /// nothing of its own, and nothing of those of others.
  private void tellAll(Instant now) {
    Set<String> known =
        untold.stream().filter(this::isKnown).collect(Collectors.toUnmodifiableSet());
    if (!known.isEmpty()) {
      untold.removeAll(known);
      List<Report> all =
          seats.values().stream()
              .filter(seat -> known.contains(seat.platform()))
              .flatMap(seat -> seat.census().attached().stream())
              .toList();
      journal.addAll(known, all, now);
    }
  }

  /// Where an operator has named no daemon, there are no devices.
  private boolean isKnown(String platform) {
    return seats.values().stream()
        .filter(seat -> seat.platform().equals(platform))
        .allMatch(seat -> seat.census().isSettled());
  }

  private void keep(List<Report> news) {
    if (!news.isEmpty()) {
      journal.add(news, clock.instant());
      signal.raise();
    }
  }
}
