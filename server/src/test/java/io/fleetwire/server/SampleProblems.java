package io.fleetwire.server;

import io.fleetwire.web.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// One of each problem.
final class SampleProblems {
  static final List<Problem> ALL =
      List.of(
          new Problem.NotFound(""),
          new Problem.MethodNotAllowed(Set.of()),
          new Problem.UnsupportedMediaType(""),
          new Problem.NotAcceptable(""),
          new Problem.BodyTooLarge(1),
          new Problem.BodyTooSlow(),
          new Problem.MalformedBody(""),
          new Problem.BadRequest(400, ""),
          new Problem.Unauthenticated(Problem.Kind.MISSING, ""),
          new Problem.Forbidden(""),
          new Problem.Invalid(List.of()),
          new Problem.Conflict(""),
          new Problem.PreconditionFailed(""),
          new Problem.LimitExceeded(""),
          new Problem.TooManyRequests(Duration.ZERO),
          new Problem.Unavailable(Duration.ZERO),
          new Problem.Internal());

  private SampleProblems() {}
}
