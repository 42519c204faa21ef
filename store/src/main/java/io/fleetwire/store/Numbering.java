package io.fleetwire.store;

/// Small numbers that people and other programs see, counted from 1. None is given twice, also when
/// what had it is gone: somebody may still have it written down. `table` has the columns `name`, of
/// what the number is, and `value`, the last one.
public record Numbering(String table) {
  /// The next number of what is called `name`. It is taken when `tx` commits.
  public long next(WriteTx tx, String name) {
    tx.update(
        """
        INSERT INTO %1$s (name, value) VALUES (?, 1)
        ON CONFLICT (name) DO UPDATE SET value = %1$s.value + 1\
        """
            .formatted(table),
        name);
    return tx.find("SELECT value FROM " + table + " WHERE name = ?", row -> row.longAt(1), name)
        .orElseThrow();
  }
}
