package io.fleetwire.apple;

import io.fleetwire.apple.AcmeProblem.Cause;
import io.fleetwire.web.Dialect;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;

/// Problems at the edge in the words of ACME (RFC 8555, section 6.7).
final class AcmeDialect implements Dialect {

  @Override
  public Reply write(Problem problem, Request request) {
    Cause cause =
        switch (problem) {
          case Problem.Internal _, Problem.Unavailable _ -> Cause.SERVER_INTERNAL;
          case Problem.TooManyRequests _, Problem.LimitExceeded _ -> Cause.RATE_LIMITED;
          case Problem.Unauthenticated _, Problem.Forbidden _ -> Cause.UNAUTHORIZED;
          case Problem.NotFound _,
              Problem.MethodNotAllowed _,
              Problem.UnsupportedMediaType _,
              Problem.NotAcceptable _,
              Problem.BodyTooLarge _,
              Problem.BodyTooSlow _,
              Problem.MalformedBody _,
              Problem.BadRequest _,
              Problem.Invalid _,
              Problem.Conflict _,
              Problem.PreconditionFailed _ ->
              Cause.MALFORMED;
        };
    int status = problem.status() == 401 ? 403 : problem.status();
    return new AcmeProblem(cause, status, problem.explanation()).reply();
  }
}
