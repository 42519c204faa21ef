package io.fleetwire.lab;

import io.fleetwire.engine.GivenNumber;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Request;

/// The number in a path that names a thing.
final class PathNumber {
  private PathNumber() {}

  /// What the path parameter `name` says. Throws that there is no such `thing` when it is no
  /// number: it can name nothing.
  static long of(Request request, String name, String thing) {
    String text = request.pathParameter(name);
    return GivenNumber.find(text).orElseThrow(() -> unknown(thing, text));
  }

  /// Nothing is here, or nothing that this caller may know of.
  static ProblemException unknown(String thing, Object id) {
    return new ProblemException(
        new Problem.NotFound("there is no " + thing + " " + id + " in your organization"));
  }
}
