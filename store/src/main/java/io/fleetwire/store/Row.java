package io.fleetwire.store;

import io.fleetwire.engine.Must;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The row that a query stands on. Columns count from 1. Reading a column that is null by a method
/// that does not say `find` is a bug. Confined to the mapper that it was given to.
public final class Row {
  private final ResultSet results;

  Row(ResultSet results) {
    this.results = results;
  }

  public long longAt(int column) {
    try {
      long value = results.getLong(column);
      Must.hold(value != 0 || !results.wasNull(), "a column that is read as a number has one");
      return value;
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  public Optional<Long> findLong(int column) {
    return isNull(column) ? Optional.empty() : Optional.of(longAt(column));
  }

  public int intAt(int column) {
    return Math.toIntExact(longAt(column));
  }

  public double doubleAt(int column) {
    try {
      double value = results.getDouble(column);
      Must.hold(value != 0 || !results.wasNull(), "a column that is read as a number has one");
      return value;
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  /// True for 1, false for 0; or a condition.
  public boolean booleanAt(int column) {
    try {
      boolean value = results.getBoolean(column);
      Must.hold(value || !results.wasNull(), "a column that is read as a flag has one");
      return value;
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  public String text(int column) {
    return present(textOrNull(column));
  }

  public Optional<String> findText(int column) {
    return Optional.ofNullable(textOrNull(column));
  }

  public byte[] bytes(int column) {
    return present(bytesOrNull(column));
  }

  public Optional<byte[]> findBytes(int column) {
    return Optional.ofNullable(bytesOrNull(column));
  }

  /// A time that is stored as epoch milliseconds.
  public Instant instant(int column) {
    return Instant.ofEpochMilli(longAt(column));
  }

  public Optional<Instant> findInstant(int column) {
    return findLong(column).map(Instant::ofEpochMilli);
  }

  private boolean isNull(int column) {
    try {
      results.getLong(column);
      return results.wasNull();
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  private @Nullable String textOrNull(int column) {
    try {
      return results.getString(column);
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  private byte @Nullable [] bytesOrNull(int column) {
    try {
      return results.getBytes(column);
    } catch (SQLException e) {
      throw unreadable(column, e);
    }
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new AssertionError("a column that must have a value is null");
    }
    return value;
  }

  private static RuntimeException unreadable(int column, SQLException cause) {
    return SqlFault.of("cannot read column " + column, cause);
  }
}
