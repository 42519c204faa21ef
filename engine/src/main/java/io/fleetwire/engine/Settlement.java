package io.fleetwire.engine;

import java.time.Instant;

/// All that is known of one attempt when it has ended: a row of the attempt log.
public record Settlement(Ready ready, int number, Instant startedAt, Sent sent, NextStep next) {}
