package io.fleetwire.portal;

import io.fleetwire.web.Request;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The small cookies of the portal beside the session's: the theme that somebody chose, whether
/// they have hidden the first hour, what the next page is to say, and what binds the form for
/// signing in to a browser. None opens anything. Immutable.
final class Cookies {
  private static final String THEME = "fleetwire_theme";
  private static final String TOLD = "fleetwire_told";
  private static final String GUIDE = "fleetwire_guide";
  private static final String BEFORE = "fleetwire_before";

  /// A choice of this kind is for good.
  private static final Duration THEME_AGE = Duration.ofDays(365);

  /// The browser goes to the next page at once.
  private static final Duration TOLD_AGE = Duration.ofSeconds(30);

  /// Somebody looks for their password.
  private static final Duration BEFORE_AGE = Duration.ofHours(1);

  /// A sentence. A letter may be nine in a cookie, and browsers keep one of four kilobytes (RFC
  /// 6265 section 6.1).
  private static final int TOLD_LENGTH_MAX = 400;

  private static final int CODED_MAX = 9;

  private final boolean byHttps;

  Cookies(boolean byHttps) {
    this.byHttps = byHttps;
  }

  Theme theme(Request request) {
    return find(request, THEME).flatMap(Theme::find).orElse(Theme.AUTO);
  }

  String keep(Theme theme) {
    return cookie(THEME, theme.code(), THEME_AGE);
  }

  /// Whether somebody wants to be led through their first hour, as everybody does at first.
  boolean isGuided(Request request) {
    return find(request, GUIDE).filter("off"::equals).isEmpty();
  }

  String guide(boolean on) {
    return cookie(GUIDE, on ? "" : "off", on ? Duration.ZERO : THEME_AGE);
  }

  Optional<String> told(Request request) {
    return find(request, TOLD).flatMap(Cookies::decoded);
  }

  String tell(String sentence) {
    String text = sentence.substring(0, Math.min(sentence.length(), TOLD_LENGTH_MAX));
    return cookie(TOLD, URLEncoder.encode(text, StandardCharsets.UTF_8), TOLD_AGE);
  }

  String forgetTold() {
    return cookie(TOLD, "", Duration.ZERO);
  }

  Optional<String> before(Request request) {
    return find(request, BEFORE).filter(value -> !value.isEmpty());
  }

  String keepBefore(String value) {
    return cookie(BEFORE, value, BEFORE_AGE);
  }

  private static Optional<String> decoded(String value) {
    if (value.isEmpty() || value.length() > CODED_MAX * TOLD_LENGTH_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Empty when it is there more than once, too: somebody planted one of them.
  private static Optional<String> find(Request request, String name) {
    List<String> values = request.cookies(name);
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  private String cookie(String name, String value, Duration age) {
    String always =
        name
            + "="
            + value
            + "; Path="
            + Paths.ROOT
            + "; Max-Age="
            + age.toSeconds()
            + "; HttpOnly; SameSite=Strict";
    return byHttps ? always + "; Secure" : always;
  }
}
