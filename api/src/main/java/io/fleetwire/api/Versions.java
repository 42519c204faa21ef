package io.fleetwire.api;

import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import java.util.Arrays;

/// Entity tags: the count of changes in quotation marks. Pure.
final class Versions {
  private Versions() {}

  static Reply tagged(Reply reply, long version) {
    return reply.with("ETag", tag(version));
  }

  /// Throws a problem when the caller has seen another version than `version` (RFC 9110, section
  /// 13.1.1). Whoever does not ask does not care.
  static void requireMatch(Request request, long version) {
    boolean matches =
        request
            .header("If-Match")
            .map(header -> Arrays.stream(header.split(",")).map(String::strip).toList())
            .map(tags -> tags.contains("*") || tags.contains(tag(version)))
            .orElse(true);
    if (!matches) {
      throw new ProblemException(
          new Problem.PreconditionFailed(
              "this is version " + tag(version) + " by now; read it again, then decide"));
    }
  }

  private static String tag(long version) {
    return "\"" + version + "\"";
  }
}
