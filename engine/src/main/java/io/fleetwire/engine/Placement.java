package io.fleetwire.engine;

/// Where a new delivery stands.
public enum Placement {
  /// In memory: the caller hands it to a scheduler after the commit.
  HELD,
  /// On disk, until it is due.
  WAITING,
  /// On disk, behind an older delivery of its subject, until that one has ended.
  BEHIND
}
