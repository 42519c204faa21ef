package io.fleetwire.portal;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/// A page of a list that goes on behind its last row. One row more is asked for than is shown,
/// which says whether it does.
record Part<T>(List<T> rows, boolean hasMore) {
  Part {
    rows = List.copyOf(rows);
  }

  /// `ask` gives up to so many rows.
  static <T> Part<T> of(int size, IntFunction<List<T>> ask) {
    List<T> found = ask.apply(size + 1);
    return new Part<>(found.subList(0, Math.min(size, found.size())), found.size() > size);
  }

  /// The way to what comes behind it; empty when nothing does.
  String path(String start, Function<T, String> key) {
    return hasMore ? start + key.apply(rows.getLast()) : "";
  }
}
