package io.fleetwire.simulation;

import io.fleetwire.engine.DeliveryEntry;
import io.fleetwire.engine.DeliveryLimits;
import io.fleetwire.engine.DeliveryLog;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Ids;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Origin;
import io.fleetwire.engine.Replay;
import io.fleetwire.engine.ReplayId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the log of a world that has ended, and holds it against what the log must say.
final class LogChecks {
  private static final int ALL = 1_000_000;

  private final DeliveryLog log;
  private final DeliveryLimits limits;
  private final Instant end;
  private final List<String> faults = new ArrayList<>();
  private final Set<String> excused = new HashSet<>();

  LogChecks(DeliveryLog log, DeliveryLimits limits, Instant end) {
    this.log = log;
    this.limits = limits;
    this.end = end;
  }

  /// Whose deliveries need not have arrived: `event@endpoint` of what was superseded or expired.
  Set<String> excused() {
    return excused;
  }

  List<String> faults() {
    return faults;
  }

  void check(Endpoint endpoint) {
    List<DeliveryEntry> entries = log.listAfter(endpoint.id(), 0, Long.MAX_VALUE, ALL);
    checkSequence(endpoint.id(), entries);
    entries.forEach(this::checkEnd);
    if (endpoint.plan().ordering() == Ordering.LATEST) {
      checkLatest(entries);
    }
  }

  private void checkSequence(EndpointId endpoint, List<DeliveryEntry> entries) {
    long expected = log.lastSequence(endpoint) - entries.size();
    for (DeliveryEntry entry : entries) {
      if (entry.sequence() != ++expected) {
        faults.add("number " + entry.sequence() + " where " + expected + " is due: " + endpoint);
      }
    }
  }

  private void checkEnd(DeliveryEntry entry) {
    switch (entry.state()) {
      case SUPERSEDED -> excuse(entry);
      case EXPIRED -> {
        excuse(entry);
        if (Ids.timeOf(entry.id().value()).plus(limits.keep()).isAfter(end)) {
          faults.add("expired too early: " + entry);
        }
      }
      case PENDING -> faults.add("still pending: " + entry);
      case DELIVERED, EXHAUSTED, REFUSED, CANCELLED -> {}
    }
  }

  private void excuse(DeliveryEntry entry) {
    excused.add(entry.event().id() + "@" + entry.endpoint());
  }

  // Something may take the place of all but the last event of a line.
  private void checkLatest(List<DeliveryEntry> entries) {
    Map<String, DeliveryEntry> latest = new HashMap<>();
    for (DeliveryEntry entry : entries) {
      latest.merge(entry.event().subject().value(), entry, LogChecks::later);
    }
    latest.values().stream()
        .filter(entry -> entry.state() == DeliveryState.SUPERSEDED)
        .map(entry -> "the latest was superseded: " + entry)
        .forEach(faults::add);
  }

  private static DeliveryEntry later(DeliveryEntry one, DeliveryEntry other) {
    int order = Long.compare(one.event().id().value(), other.event().id().value());
    boolean isFirst = order == 0 ? one.sequence() > other.sequence() : order > 0;
    return isFirst ? one : other;
  }

  /// Each replay made one delivery of each that it found, whatever crashed meanwhile.
  void checkReplays(OrganizationId organization) {
    Map<EndpointId, Long> made = new HashMap<>();
    for (Replay replay : log.listReplays(organization, ReplayId.LAST, DeliveryLog.PAGE_MAX)) {
      Replay.Progress progress = replay.progress();
      made.merge(replay.endpoint(), progress.enqueued(), Long::sum);
      boolean isWhole = progress.enqueued() == progress.until();
      if (progress.state() == Replay.State.FINISHED && !isWhole) {
        faults.add("made " + progress.enqueued() + " of " + progress.until() + ": " + replay);
      }
    }
    made.forEach(this::checkMade);
  }

  private void checkMade(EndpointId endpoint, long expected) {
    long found =
        log.listAfter(endpoint, 0, Long.MAX_VALUE, ALL).stream()
            .filter(entry -> entry.origin() == Origin.REPLAY)
            .count();
    if (found != expected) {
      faults.add(found + " replayed, " + expected + " counted: " + endpoint);
    }
  }
}
