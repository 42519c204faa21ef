package io.fleetwire.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A page of a list, counted from 0.
public record PageNumber(int number, int size) {
  static final int SIZE_DEFAULT = 25;

  /// The Knox family's limit.
  static final JsonBody.Range SIZES = new JsonBody.Range(1, 100);

  /// A hundred million rows; beyond, skipping costs more than it is worth.
  static final JsonBody.Range NUMBERS = new JsonBody.Range(0, 1_000_000);

  /// How many rows come before this page.
  public long offset() {
    return (long) number * size;
  }

  /// Reads `pageNum` and `pageSize` of a query. Throws a problem with all that is wrong.
  static PageNumber of(Optional<String> number, Optional<String> size) {
    List<Problem.Fault> faults = new ArrayList<>();
    Optional<Integer> wanted = number.flatMap(text -> read("pageNum", text, NUMBERS, faults));
    Optional<Integer> wide = size.flatMap(text -> read("pageSize", text, SIZES, faults));
    if (!faults.isEmpty()) {
      throw new ProblemException(new Problem.Invalid(faults));
    }
    return new PageNumber(wanted.orElse(0), wide.orElse(SIZE_DEFAULT));
  }

  private static Optional<Integer> read(
      String name, String text, JsonBody.Range range, List<Problem.Fault> faults) {
    if (!text.matches("-?[0-9]{1,9}")) {
      faults.add(new Problem.Fault(name, "must be an integer"));
      return Optional.empty();
    }
    int value = Integer.parseInt(text);
    if (value < range.min()) {
      faults.add(new Problem.Fault(name, "must be greater than or equal to " + range.min()));
    } else if (value > range.max()) {
      faults.add(new Problem.Fault(name, "must be less than or equal to " + range.max()));
    }
    return Optional.of(value);
  }
}
