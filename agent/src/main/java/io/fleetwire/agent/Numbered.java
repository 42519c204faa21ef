package io.fleetwire.agent;

import java.time.Instant;

/// A report with its number in the journal, and when it was made. Immutable.
record Numbered(long sequence, Instant at, Report report) {}
