package io.fleetwire.lab;

import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which page of a list is wanted: `page` from 1 and `size` from 1 to 100, 20 unless told.
public record Paging(int page, int size) {
  /// The vendor's command line has it so.
  private static final int SIZE_DEFAULT = 20;

  private static final int SIZE_MAX = 100;

  /// Beyond, skipping costs more than it is worth.
  private static final int PAGE_MAX = 100_000;

  /// Throws a problem that names all that is wrong.
  static Paging of(Request request) {
    List<Problem.Fault> faults = new ArrayList<>();
    int page = number(request.query("page"), 1, new Field("page", PAGE_MAX), faults);
    int size = number(request.query("size"), SIZE_DEFAULT, new Field("size", SIZE_MAX), faults);
    if (!faults.isEmpty()) {
      throw new ProblemException(new Problem.Invalid(faults));
    }
    return new Paging(page, size);
  }

  private record Field(String name, int max) {}

  long offset() {
    return (page - 1L) * size;
  }

  /// The part of `all` that is on this page.
  <T> List<T> of(List<T> all) {
    int from = (int) Math.min(offset(), all.size());
    return all.subList(from, (int) Math.min(offset() + size, all.size()));
  }

  private static int number(
      Optional<String> text, int otherwise, Field field, List<Problem.Fault> faults) {
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.get().matches("[0-9]{1,9}")) {
      int value = Integer.parseInt(text.get());
      if (value >= 1 && value <= field.max()) {
        return value;
      }
    }
    faults.add(new Problem.Fault(field.name(), "an integer from 1 to " + field.max()));
    return otherwise;
  }
}
