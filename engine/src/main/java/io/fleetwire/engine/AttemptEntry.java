package io.fleetwire.engine;

import java.time.Instant;

/// What the log says of one attempt. Of an answer, the head and the beginning of the body are kept;
/// the body is `bodyComplete` only when all of it is there.
public record AttemptEntry(int number, Instant startedAt, Sent sent, NextStep next) {}
