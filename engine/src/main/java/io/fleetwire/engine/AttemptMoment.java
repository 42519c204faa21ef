package io.fleetwire.engine;

import java.time.Instant;

/// What is fresh about an attempt: its number from 1, the time, and a random text that no other
/// attempt has (32 hexadecimal digits).
public record AttemptMoment(int number, Instant at, String nonce) {}
