package io.fleetwire.web;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What becomes of query parameters that a route does not read.
public enum QueryRule {
  /// They are ignored: callers were written for somebody else's server, or are browsers.
  IGNORE_OTHERS,

  /// They are refused. A misspelled filter would leave a list, or what is done to it, wider than
  /// its caller believes.
  REFUSE_OTHERS;

  /// Throws a problem that names every parameter of `request` that `route` does not read.
  void check(Request request, Route route) {
    if (this == IGNORE_OTHERS) {
      return;
    }
    List<Problem.Fault> faults =
        request.queries().stream()
            .map(Parameter::name)
            .filter(name -> !route.query().contains(name))
            .distinct()
            .map(name -> new Problem.Fault(name, unknown(route.query())))
            .toList();
    if (!faults.isEmpty()) {
      throw new ProblemException(new Problem.Invalid(faults));
    }
  }

  private static String unknown(Set<String> known) {
    return known.isEmpty()
        ? "unknown parameter; there is none here"
        : "unknown parameter; there are " + String.join(", ", new TreeSet<>(known));
  }
}
