package io.fleetwire.agent;

import io.fleetwire.agent.Report.Manner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one daemon says of the devices that are attached, and what is new of it. Pure but for its
/// own state; confined to whoever holds its lock.
///
/// Each method that is told something answers with what the server has to learn, in order.
final class Census {
  /// How long a daemon may take to find its devices after it was reached: adb scans the bus once in
  /// a second, and a hub with 26 phones answers late.
  static final Duration SETTLE = Duration.ofSeconds(5);

  /// How long a daemon may be away before its devices count as offline: an update restarts it in
  /// less.
  static final Duration SILENCE = Duration.ofSeconds(15);

  /// How long a device may be offline after it was plugged in before that is believed: it is so for
  /// a moment each time, until it has answered the daemon.
  static final Duration ARRIVAL = Duration.ofSeconds(3);

  /// A machine has at most as many devices, as the server has it.
  static final int DEVICES_MAX = 1_000;

  private final String daemon;
  private final Map<String, Report> attached = new LinkedHashMap<>();
  private final Set<String> unconfirmed = new HashSet<>();

  /// Devices that were plugged in and have not answered yet.
  private final Map<String, Arrival> arriving = new LinkedHashMap<>();

  private record Arrival(Report report, Instant believedAt) {}

  private boolean connected;
  private boolean settled;
  private Instant dueAt;

  /// `remembered` were attached when the last run of the agent ended.
  Census(String daemon, Collection<Report> remembered, Instant now) {
    this.daemon = daemon;
    remembered.forEach(report -> attached.put(report.udid(), report));
    this.dueAt = now.plus(SILENCE);
  }

  /// The daemon is reached, and will say who is there.
  void connect(Instant now) {
    connected = true;
    settled = false;
    unconfirmed.clear();
    unconfirmed.addAll(attached.keySet());
    dueAt = now.plus(SETTLE);
  }

  /// The daemon cannot be reached any more.
  void lose(Instant now) {
    if (connected) {
      connected = false;
      dueAt = now.plus(SILENCE);
    }
  }

  /// A device is there, like that. One that cannot be asked what it is stays what it was.
  List<Report> see(Report seen, Instant now) {
    unconfirmed.remove(seen.udid());
    if (!attached.containsKey(seen.udid()) && seen.manner() == Manner.OFFLINE) {
      arriving.putIfAbsent(seen.udid(), new Arrival(seen, now.plus(ARRIVAL)));
      return List.of();
    }
    arriving.remove(seen.udid());
    return put(seen);
  }

  private List<Report> put(Report seen) {
    Report before = attached.get(seen.udid());
    if (before == null && attached.size() >= DEVICES_MAX) {
      return List.of();
    }
    Report report =
        before == null || seen.manner() == Manner.ONLINE ? seen : seen.of(before.facts());
    if (report.equals(before)) {
      return List.of();
    }
    attached.put(report.udid(), report);
    return List.of(report);
  }

  /// A device is there, and on its way to be something else: no news, but it is not gone.
  void confirm(String udid) {
    unconfirmed.remove(udid);
  }

  /// A device is gone.
  List<Report> miss(String udid) {
    unconfirmed.remove(udid);
    arriving.remove(udid);
    Report before = attached.remove(udid);
    return before == null ? List.of() : List.of(before.with(Manner.UNPLUGGED, "not attached"));
  }

  /// Nobody is there but these. While the daemon looks around, those whom it has not named since
  /// are not missed.
  List<Report> missOthers(Set<String> present) {
    arriving.keySet().retainAll(present);
    List<Report> gone = new ArrayList<>();
    for (String udid : List.copyOf(attached.keySet())) {
      if (!present.contains(udid) && !unconfirmed.contains(udid)) {
        gone.addAll(miss(udid));
      }
    }
    return gone;
  }

  /// What follows from the time alone.
  List<Report> tick(Instant now) {
    List<Report> news = new ArrayList<>();
    for (Arrival arrival : List.copyOf(arriving.values())) {
      if (!now.isBefore(arrival.believedAt())) {
        arriving.remove(arrival.report().udid());
        news.addAll(put(arrival.report()));
      }
    }
    if (now.isBefore(dueAt)) {
      return news;
    }
    dueAt = Instant.MAX;
    if (connected) {
      settled = true;
      List.copyOf(unconfirmed).forEach(udid -> news.addAll(miss(udid)));
    } else {
      for (Report report : List.copyOf(attached.values())) {
        if (report.manner() == Manner.ONLINE) {
          news.addAll(put(report.with(Manner.OFFLINE, daemon + " does not answer")));
        }
      }
    }
    return news;
  }

  /// When {@link #tick} wants to be called.
  Instant dueAt() {
    return arriving.values().stream()
        .map(Arrival::believedAt)
        .reduce(dueAt, (one, other) -> one.isBefore(other) ? one : other);
  }

  /// Whether all that are attached are known.
  boolean isSettled() {
    return settled;
  }

  /// Those that are attached.
  List<Report> attached() {
    return List.copyOf(attached.values());
  }
}
