package io.fleetwire.lab;

import io.fleetwire.engine.GivenNumber;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Request;

/// Reads numbers from 1 in the query of a request.
final class QueryNumber {
  private QueryNumber() {}

  /// `otherwise` when it is absent or empty; throws a problem that names it when it is none.
  static long of(Request request, String name, long otherwise) {
    String text = request.query(name).orElse("");
    if (text.isEmpty()) {
      return otherwise;
    }
    return GivenNumber.find(text)
        .orElseThrow(() -> new ProblemException(Problem.Invalid.of(name, "a number from 1")));
  }

  /// How many of a list are wanted, at most `max`: `otherwise` when nobody says; throws a problem
  /// that names it when it is no such number.
  static int size(Request request, int otherwise, int max) {
    return request
        .query("size")
        .map(text -> text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0)
        .map(
            size -> {
              if (size < 1 || size > max) {
                throw new ProblemException(
                    Problem.Invalid.of("size", "an integer from 1 to " + max));
              }
              return size;
            })
        .orElse(otherwise);
  }
}
