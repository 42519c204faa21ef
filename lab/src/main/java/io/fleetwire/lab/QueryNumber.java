package io.fleetwire.lab;

import io.fleetwire.engine.GivenNumber;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Request;

/// Reads a number from 1 in the query of a request.
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
}
