package io.fleetwire.bench;

import java.time.Duration;

/// What the counters said at one moment: between two of them lies a window.
record Sample(long at, Counts counts, Use use) {

  record Counts(long accepted, long received, long requests) {}

  /// Processor time used so far: by what is measured, by the harness, by the whole machine; and
  /// what other guests of the same host took.
  record Use(Duration underTest, Duration harness, Machine.Busy machine) {}

  Duration since(Sample earlier) {
    return Duration.ofNanos(at - earlier.at);
  }
}
