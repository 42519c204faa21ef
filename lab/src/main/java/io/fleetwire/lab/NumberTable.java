package io.fleetwire.lab;

import io.fleetwire.store.Numbering;
import io.fleetwire.store.WriteTx;

/// The table `lab_number`: small numbers that callers and receivers see.
final class NumberTable {
  private static final Numbering NUMBERS = new Numbering("lab_number");

  private NumberTable() {}

  /// What is counted.
  enum Kind {
    HOST,
    DEVICE,
    WEBHOOK,
    GROUP,
    BOOKING
  }

  /// The next number of this kind.
  static long next(WriteTx tx, Kind kind) {
    return NUMBERS.next(tx, kind.name());
  }
}
