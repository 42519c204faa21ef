package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// How fast one endpoint is called: how many requests at a time, and whether any at all just now.
///
/// The number of slots follows TCP's old wisdom (RFC 5681): it starts small, doubles with every
/// round of good answers up to a threshold, then grows by one a round; a sign of overload halves
/// it, once per round. Five such signs in a row open the breaker: nothing is sent for a pause that
/// doubles each time, then one request probes. What waits meanwhile is parked; it costs no attempt.
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
  static final Duration PAUSE_MIN = Duration.ofSeconds(1);
  static final Duration PAUSE_MAX = Duration.ofSeconds(60);

  /// While nothing has come back for this long, nothing more goes out: a receiver that begins to
  /// hang keeps the slots it has and gets no others.
  static final Duration SILENCE_MIN = Duration.ofSeconds(1);

  private static final double JITTER = 0.2;

  private final RandomGenerator random;
  private double slots = SLOTS_AT_START;
  private double threshold = DeliveryPlan.CONCURRENCY_MAX;
  private int inFlight;
  private int signsInARow;
  private int openings;
  private boolean proven;
  private Duration usualLatency = Duration.ZERO;
  private Instant heardAt = Instant.MIN;
  private Instant halvedAt = Instant.MIN;
  private Instant pausedUntil = Instant.MIN;

  EndpointPace(RandomGenerator random) {
    this.random = random;
  }

  int inFlight() {
    return inFlight;
  }

  /// Whether it has answered well, and not been overloaded since.
  boolean isProven() {
    return proven;
  }

  /// Until when nothing may be sent; in the past when it may.
  Instant pausedUntil() {
    return pausedUntil;
  }

  /// Whether one more request may go out.
  boolean mayStart(int slotsMax, Instant now) {
    return inFlight < slots(slotsMax) && !isStill(now);
  }

  private int slots(int slotsMax) {
    return isProbing() ? 1 : Math.min((int) slots, slotsMax);
  }

  private boolean isProbing() {
    return signsInARow >= SIGNS_TO_OPEN;
  }

  private boolean isSilent(Instant now) {
    return inFlight > 0 && heardAt.plus(silence()).isBefore(now);
  }

  private Duration silence() {
    Duration patience = usualLatency.multipliedBy(2);
    return patience.compareTo(SILENCE_MIN) > 0 ? patience : SILENCE_MIN;
  }

  /// Whether nothing goes out: it is paused, or nothing has come back for a while.
  boolean isStill(Instant now) {
    return now.isBefore(pausedUntil) || isSilent(now);
  }

  void started(Instant now) {
    if (inFlight == 0) {
      heardAt = now;
    }
    inFlight++;
  }

  /// Takes note of how an attempt ended that started at `startedAt`. `notBefore` is when the
  /// receiver wants to be called again, or {@link Instant#MIN}.
  void ended(Sign sign, Instant startedAt, Instant now, Instant notBefore) {
    inFlight--;
    if (notBefore.isAfter(pausedUntil)) {
      pausedUntil = notBefore;
    }
    switch (sign) {
      case WELL -> recover(Duration.between(startedAt, now), now);
      case OVERLOADED -> slowDown(startedAt, now);
      case UNKNOWN -> {}
    }
  }

  private void recover(Duration latency, Instant now) {
    heardAt = now;
    usualLatency = usualLatency.multipliedBy(7).plus(latency).dividedBy(8);
    if (isProbing()) {
      slots = 1;
    }
    signsInARow = 0;
    openings = 0;
    proven = true;
    double growth = slots < threshold ? 1 : 1 / slots;
    slots = Math.min(DeliveryPlan.CONCURRENCY_MAX, slots + growth);
  }

  private void slowDown(Instant startedAt, Instant now) {
    heardAt = now;
    proven = false;
    signsInARow++;
    boolean ofThisRound = startedAt.isAfter(halvedAt);
    if (ofThisRound) {
      slots = Math.max(1, slots / 2);
      threshold = slots;
      halvedAt = now;
    }
    if (signsInARow == SIGNS_TO_OPEN || (signsInARow > SIGNS_TO_OPEN && ofThisRound)) {
      pausedUntil = later(pausedUntil, now.plus(pause()));
      openings++;
    }
  }

  private Duration pause() {
    Duration doubled = PAUSE_MIN.multipliedBy(1L << Math.min(openings, 10));
    Duration pause = doubled.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : doubled;
    double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
    return Duration.ofMillis(Math.round(pause.toMillis() * factor));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
