package io.fleetwire.engine;

/// Where a page of the log begins: with what is older than that delivery. Keys are stable, so a
/// cursor stays good while the log grows.
public record LogCursor(long below) {
  /// The newest.
  public static final LogCursor START = new LogCursor(Long.MAX_VALUE);

  /// There is no more.
  public static final LogCursor END = new LogCursor(0);

  public LogCursor {
    Must.hold(below >= 0, "a cursor is an id, or 0 for the end");
  }

  public boolean isEnd() {
    return below == 0;
  }
}
