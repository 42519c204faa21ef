package io.fleetwire.engine;

/// In which order deliveries to one endpoint are sent.
public enum Ordering {
  /// As it comes: each delivery by itself.
  UNORDERED,
  /// One subject's deliveries one after the other, in the order of their events, also across
  /// retries and restarts; those of different subjects side by side.
  BY_SUBJECT
}
