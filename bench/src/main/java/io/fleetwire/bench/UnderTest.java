package io.fleetwire.bench;

import java.time.Duration;

/// What is measured: something that turns requests into callbacks.
interface UnderTest {

  /// What to call it in the report.
  String name();

  /// The requests that it understands.
  Workload workload();

  /// Whether `callback` is signed as it should be.
  boolean isGenuine(Callback callback);

  /// The processor time that it has used so far.
  Duration cpu();

  /// The most memory that it has had in use so far.
  long peakBytes();

  /// What it said that something is wrong, empty when it said nothing.
  String complaints();
}
