package io.fleetwire.access;

import io.fleetwire.store.Numbering;
import io.fleetwire.store.WriteTx;

/// The table `access_number`: what users and roles are called by, here and in other rooms.
final class NumberTable {
  private static final Numbering NUMBERS = new Numbering("access_number");

  private NumberTable() {}

  /// What is counted.
  enum Kind {
    USER,
    ROLE
  }

  /// The next number of this kind.
  static long next(WriteTx tx, Kind kind) {
    return NUMBERS.next(tx, kind.name());
  }
}
