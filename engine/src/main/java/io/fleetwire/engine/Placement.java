package io.fleetwire.engine;

/// Where a new delivery stands.
public enum Placement {
  /// In memory: the caller hands it to a scheduler after the commit.
  HELD,
  /// On disk, until it is due.
  WAITING,
  /// On disk, behind an older delivery of its line, until that one has ended.
  BEHIND,
  /// Nowhere: it has ended, because the endpoint wants the latest only and has a later one coming.
  SUPERSEDED
}
