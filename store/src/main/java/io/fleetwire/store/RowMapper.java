package io.fleetwire.store;

/// Makes a value of the row that a query stands on. It reads the row and does nothing else: it must
/// not query.
@FunctionalInterface
public interface RowMapper<T> {
  T map(Row row);
}
