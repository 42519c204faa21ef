package io.fleetwire.engine;

import java.time.Instant;

/// An attempt that the scheduler has let start. *Doubtful* are retries, and attempts for endpoints
/// that have not proven themselves ({@link AttemptSlots}). `term` is that of the lane's ({@link
/// Tenure#term}).
record Started(Ready ready, Instant at, boolean doubtful, int term, Cancellation cancellation) {}
