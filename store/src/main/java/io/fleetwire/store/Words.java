package io.fleetwire.store;

import io.fleetwire.engine.Ordering;
import java.util.Locale;

/// How values of the engine are written into columns.
final class Words {
  private Words() {}

  /// The word of a constant: `NAME_NOT_FOUND` is `name-not-found`.
  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The constant that {@link #of} has written.
  static <E extends Enum<E>> E read(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /// The number of an ordering in the queue, where each row has one.
  static int number(Ordering ordering) {
    return switch (ordering) {
      case UNORDERED -> 0;
      case BY_SUBJECT -> 1;
      case LATEST -> 2;
    };
  }

  static Ordering ordering(int number) {
    return switch (number) {
      case 0 -> Ordering.UNORDERED;
      case 1 -> Ordering.BY_SUBJECT;
      case 2 -> Ordering.LATEST;
      default -> throw new AssertionError("no ordering has the number " + number);
    };
  }
}
