package io.fleetwire.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/// How fast one endpoint is called: how many requests at a time, and whether any at all just now.
///
/// The number of slots follows TCP's old wisdom (RFC 5681): it starts small, doubles with every
/// round of good answers up to a threshold, then grows by one a round; a sign of overload halves
/// it, once per round. It grows only while all of them are in use, and what has not been needed for
/// a while goes again (RFC 7661): an endpoint that begins to hang has no more than it needed.
///
/// Such a sign also puts it *in penalty*, until the next good answer: one request at a time. So
/// does silence, where others wait for what it holds.
///
/// Five such signs in a row open the breaker: nothing is sent for a pause that doubles each time,
/// then one request probes. What waits meanwhile is parked; it costs no attempt. Where the
/// endpoint's plan says how many requests a second there may be, a {@link RateGate} adds its word.
/// Pure but for its dice, and confined to the scheduler's lock.
final class EndpointPace {
  /// What an ended attempt says of the receiver's health.
  enum Sign {
    /// It answered, and not because of load.
    WELL,
    /// It did not answer, or said that it has too much to do.
    OVERLOADED,
    /// Nothing was sent.
    UNKNOWN
  }

  static final int SLOTS_AT_START = 4;
  static final int SIGNS_TO_OPEN = 5;

  private static final long PAUSE_MIN = EpochNanos.PER_SECOND;
  private static final long PAUSE_MAX = 60 * EpochNanos.PER_SECOND;

  /// While nothing has come back for this long, nothing more goes out: a receiver that begins to
  /// hang keeps the slots it has and gets no others.
  private static final long SILENCE_MIN = EpochNanos.PER_SECOND;

  /// Half of the slots go when so long they were not all needed: longer than a busy endpoint is
  /// quiet between two bursts.
  private static final long UNUSED_MAX = 10 * EpochNanos.PER_SECOND;

  /// A silence that makes suspicious where others wait. Who has never answered has a second, for
  /// its first connection: after a start that is everybody.
  private static final long SUSPICIOUS_MIN = 100 * EpochNanos.PER_MILLI;

  private static final double JITTER = 0.2;

  private final RandomGenerator random;
  private final RateGate gate = new RateGate();

  // Oldest first.
  private final List<Started> underWay = new ArrayList<>();

  private double slots = SLOTS_AT_START;
  private double threshold = DeliveryPlan.CONCURRENCY_MAX;
  private int signsInARow;
  private int openings;
  private boolean proven;
  private boolean inPenalty;

  // Nanoseconds, because all of this is computed under the scheduler's lock.
  private long usualLatency;
  private long heardAt = Long.MIN_VALUE;
  private long halvedAt = Long.MIN_VALUE;
  private long filledAt = Long.MIN_VALUE;
  private long trimmedAt = Long.MIN_VALUE;
  private long pausedUntil = Long.MIN_VALUE;

  EndpointPace(RandomGenerator random) {
    this.random = random;
  }

  /// What is in flight, oldest first.
  List<Started> underWay() {
    return Collections.unmodifiableList(underWay);
  }

  /// Whether it has answered well, and not been overloaded since.
  boolean isProven() {
    return proven;
  }

  /// Whether nothing may be sent just now, by the breaker or by the receiver's wish.
  boolean isPaused(Instant now) {
    return EpochNanos.of(now) < pausedUntil;
  }

  /// Until when nothing may be sent; in the past when it may.
  Instant pausedUntil() {
    return EpochNanos.instant(pausedUntil);
  }

  /// Whether one more request may go out, but for the rate.
  boolean mayStart(int slotsMax, Instant now) {
    return underWay.size() < slots(slotsMax) && !isStill(now);
  }

  /// Whether one more request may go out by the rate alone.
  boolean isWithin(double ratePerSecondMax, Instant now) {
    long nanos = EpochNanos.of(now);
    return gate.opensAt(ratePerSecondMax, nanos) <= nanos;
  }

  /// When one more request may go out by the rate alone; in the past when it may.
  Instant opensAt(double ratePerSecondMax, Instant now) {
    return EpochNanos.instant(gate.opensAt(ratePerSecondMax, EpochNanos.of(now)));
  }

  private int slots(int slotsMax) {
    return inPenalty || isProbing() ? 1 : Math.min((int) slots, slotsMax);
  }

  /// Whether it has been paused, and has not answered well since: one request at a time finds out.
  boolean isProbing() {
    return signsInARow >= SIGNS_TO_OPEN;
  }

  private boolean isSilent(long now) {
    return isSilent(Math.max(SILENCE_MIN, 2 * usualLatency), now);
  }

  private boolean isSilent(long longerThan, long now) {
    return !underWay.isEmpty() && heardAt + longerThan < now;
  }

  /// Whether its last sign was one of overload, or it was found silent and has not answered well
  /// since.
  boolean isInPenalty() {
    return inPenalty;
  }

  /// Whether it has answered well, and no sign is against it.
  boolean isTrusted() {
    return proven && !inPenalty;
  }

  /// Puts it in penalty if it has kept silent for longer than it usually does. A wrong guess is
  /// made good by its next answer.
  void suspect(Instant now) {
    long least = proven ? SUSPICIOUS_MIN : SILENCE_MIN;
    inPenalty |= isSilent(Math.max(least, 4 * usualLatency), EpochNanos.of(now));
  }

  /// Whether nothing goes out: it is paused, or nothing has come back for a while.
  boolean isStill(Instant now) {
    long nanos = EpochNanos.of(now);
    return nanos < pausedUntil || isSilent(nanos);
  }

  /// All of it, for those who look.
  EndpointLoad load(DeliveryPlan plan, int held, Instant now) {
    EndpointLoad.Breaker breaker =
        isPaused(now)
            ? EndpointLoad.Breaker.OPEN
            : isProbing() ? EndpointLoad.Breaker.PROBING : EndpointLoad.Breaker.CLOSED;
    Instant until = isPaused(now) ? pausedUntil() : Instant.MIN;
    return new EndpointLoad(breaker, slots(plan.concurrencyMax()), underWay.size(), held, until);
  }

  void started(Started started, double ratePerSecondMax) {
    long nanos = EpochNanos.of(started.at());
    if (underWay.isEmpty()) {
      heardAt = nanos;
    }
    underWay.add(started);
    if (underWay.size() >= slots(DeliveryPlan.CONCURRENCY_MAX)) {
      filledAt = nanos;
    }
    gate.passed(ratePerSecondMax, nanos);
  }

  /// Takes note of how an attempt ended. `notBefore` is when the receiver wants to be called again,
  /// or {@link Instant#MIN}.
  void ended(Started started, Sign sign, Instant now, Instant notBefore) {
    forget(started);
    pausedUntil = Math.max(pausedUntil, EpochNanos.of(notBefore));
    long startedAt = EpochNanos.of(started.at());
    switch (sign) {
      case WELL -> recover(startedAt, EpochNanos.of(now));
      case OVERLOADED -> slowDown(startedAt, EpochNanos.of(now));
      case UNKNOWN -> {}
    }
  }

  // No two attempts share a cancellation, so the whole of them need not be compared; and the oldest
  // is mostly the first to be answered.
  private void forget(Started started) {
    for (int i = 0; i < underWay.size(); i++) {
      if (underWay.get(i).cancellation() == started.cancellation()) {
        underWay.remove(i);
        return;
      }
    }
  }

  private void recover(long startedAt, long now) {
    heardAt = now;
    usualLatency += (now - startedAt - usualLatency) / 8;
    if (isProbing()) {
      slots = 1;
    }
    signsInARow = 0;
    openings = 0;
    proven = true;
    inPenalty = false;
    fit(startedAt, now);
  }

  // Grows by the answer to a request during which every slot was in use.
  private void fit(long startedAt, long now) {
    if (filledAt >= startedAt) {
      double growth = slots < threshold ? 1 : 1 / slots;
      slots = Math.min(DeliveryPlan.CONCURRENCY_MAX, slots + growth);
    } else if (slots > SLOTS_AT_START && now - Math.max(filledAt, trimmedAt) > UNUSED_MAX) {
      slots = Math.max(SLOTS_AT_START, slots / 2);
      trimmedAt = now;
    }
  }

  private void slowDown(long startedAt, long now) {
    heardAt = now;
    proven = false;
    inPenalty = true;
    signsInARow++;
    boolean ofThisRound = startedAt > halvedAt;
    if (ofThisRound) {
      slots = Math.max(1, slots / 2);
      threshold = slots;
      halvedAt = now;
    }
    if (signsInARow == SIGNS_TO_OPEN || (signsInARow > SIGNS_TO_OPEN && ofThisRound)) {
      pausedUntil = Math.max(pausedUntil, now + pause());
      openings++;
    }
  }

  // In whole milliseconds, as long as it is spread.
  private long pause() {
    long pause = Math.min(PAUSE_MAX, PAUSE_MIN << Math.min(openings, 10));
    double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
    return Math.round(pause * factor / EpochNanos.PER_MILLI) * EpochNanos.PER_MILLI;
  }
}
