package io.fleetwire.engine;

import java.time.Duration;
import java.time.Instant;

/// The least of an attempt: when it began, how long it took, whether it delivered, and whether the
/// receiver answered at all.
public record AttemptBrief(Instant startedAt, Duration took, boolean isGood, boolean isAnswered) {}
