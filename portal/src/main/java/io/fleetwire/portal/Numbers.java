package io.fleetwire.portal;

import io.fleetwire.engine.GivenNumber;
import io.fleetwire.web.Request;

/// Numbers of things in the addresses of pages. Whoever writes one that nothing can have is shown
/// what they would be shown without it.
final class Numbers {
  private Numbers() {}

  /// The thing that a list goes on behind, or `otherwise`.
  static long asked(Request request, String name, long otherwise) {
    return request.query(name).flatMap(GivenNumber::find).orElse(otherwise);
  }

  /// 0, which nothing has, when it is none.
  static long of(Request request, String name) {
    return GivenNumber.find(request.pathParameter(name)).orElse(0L);
  }
}
