package io.fleetwire.portal;

import io.fleetwire.web.Problem;

/// A refusal, worded for a page.
record RefusalView(String title, String text, String requestId) {

  static RefusalView of(Problem problem, String requestId) {
    return new RefusalView(title(problem), Texts.sentence(problem.explanation()) + ".", requestId);
  }

  private static String title(Problem problem) {
    return switch (problem) {
      case Problem.NotFound _ -> "There is nothing here";
      case Problem.Forbidden _ -> "You may not do this";
      case Problem.Unauthenticated _ -> "Sign in first";
      case Problem.Unavailable _ -> "Not available now";
      case Problem.TooManyRequests _ -> "Too many requests";
      case Problem.Internal _ -> "This is our fault";
      case Problem.Conflict _, Problem.PreconditionFailed _ -> "Somebody was faster";
      case Problem.LimitExceeded _ -> "A limit is reached";
      case Problem.MethodNotAllowed _,
          Problem.UnsupportedMediaType _,
          Problem.NotAcceptable _,
          Problem.BodyTooLarge _,
          Problem.BodyTooSlow _,
          Problem.MalformedBody _,
          Problem.BadRequest _,
          Problem.Invalid _ ->
          "This could not be read";
    };
  }
}
