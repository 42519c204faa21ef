package io.fleetwire.knox;

import java.time.Instant;

/// How far an operation is. `row` is its place in the table; `changedAt` is when it was accepted,
/// or its last chunk was done. Immutable.
record OperationProgress(
    long row,
    BulkOperation operation,
    int chunks,
    int chunksDone,
    int succeeded,
    int failed,
    Instant changedAt) {

  boolean isFinished() {
    return chunksDone == chunks;
  }

  int processed() {
    return succeeded + failed;
  }

  /// After one more chunk, with as many successes among its `size` entries.
  OperationProgress after(int size, int successes, Instant now) {
    return new OperationProgress(
        row,
        operation,
        chunks,
        chunksDone + 1,
        succeeded + successes,
        failed + size - successes,
        now);
  }
}
