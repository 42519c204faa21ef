package io.fleetwire.access;

import io.fleetwire.store.WriteTx;

/// What another room forgets when a user is removed, by the same commit.
@FunctionalInterface
public interface Farewell {
  /// The user is gone, and their number is never another user's.
  void forget(WriteTx tx, User user);
}
