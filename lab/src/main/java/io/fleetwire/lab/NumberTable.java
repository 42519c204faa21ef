package io.fleetwire.lab;

import io.fleetwire.store.WriteTx;

/// The table `lab_number`: small numbers that callers and receivers see.
final class NumberTable {
  private NumberTable() {}

  /// What is counted.
  enum Kind {
    HOST,
    DEVICE,
    WEBHOOK,
    GROUP,
    BOOKING
  }

  /// The next number of this kind, from 1. It is taken when `tx` commits, and never comes again.
  static long next(WriteTx tx, Kind kind) {
    tx.update(
        """
        INSERT INTO lab_number (name, value) VALUES (?, 1)
        ON CONFLICT (name) DO UPDATE SET value = lab_number.value + 1
        """,
        kind.name());
    return tx.find("SELECT value FROM lab_number WHERE name = ?", row -> row.longAt(1), kind.name())
        .orElseThrow();
  }
}
