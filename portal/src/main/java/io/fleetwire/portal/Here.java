package io.fleetwire.portal;

import io.fleetwire.web.Parameter;
import io.fleetwire.web.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Paths of ours, as they go into links and come back in the field `next`.
final class Here {
  /// Longer than any of our addresses with its filters.
  private static final int LENGTH_MAX = 2_000;

  /// One of our pages: never a scheme, a host, a backslash that a browser takes for a slash, or a
  /// letter that it drops.
  private static final Pattern OURS = Pattern.compile("/portal(?:[/?][!-\\[\\]-~]*)?");

  private Here() {}

  /// The path and query of a request.
  static String of(Request request) {
    String query = request.queries().stream().map(Here::pair).collect(Collectors.joining("&"));
    return query.isEmpty() ? request.path() : request.path() + "?" + query;
  }

  /// `wish` when it leads to a page of ours, else the portal's first page.
  static String safe(String wish) {
    boolean ours =
        wish.length() <= LENGTH_MAX
            && OURS.matcher(wish).matches()
            && !wish.startsWith(Paths.SIGN_IN)
            && !wish.startsWith(Paths.SIGN_OUT);
    return ours ? wish : Paths.ROOT;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String pair(Parameter parameter) {
    return encoded(parameter.name()) + "=" + encoded(parameter.value());
  }
}
