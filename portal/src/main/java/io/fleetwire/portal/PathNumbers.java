package io.fleetwire.portal;

import io.fleetwire.web.Request;

/// Numbers in the paths of pages.
final class PathNumbers {
  private PathNumbers() {}

  /// 0, which nothing has, when it is none.
  static long of(Request request, String name) {
    String text = request.pathParameter(name);
    return text.matches("[1-9][0-9]{0,17}") ? Long.parseLong(text) : 0;
  }
}
