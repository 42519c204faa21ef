package io.fleetwire.web;

/// Carries a problem from a handler to the edge: the only exception that a handler throws for an
/// expected refusal. It has no stack trace, because nobody reads it.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.toString(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
