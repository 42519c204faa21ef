package io.fleetwire.portal;

import io.fleetwire.access.Session;
import io.fleetwire.access.SessionAnswer;
import io.fleetwire.access.Sessions;
import io.fleetwire.access.TooMany;
import io.fleetwire.engine.Secret;
import io.fleetwire.web.Form;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import io.fleetwire.web.SessionCookie;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// In and out, and the choice between light and dark. Thread-safe.
///
/// The form for signing in repeats a random value from a cookie of the same browser, so that no
/// strange page signs somebody in as somebody else.
final class SignInArea implements Area {
  /// 128 bits: nobody guesses it.
  private static final int BEFORE_BYTES = 16;

  private static final String WRONG =
      "There is no such user, or this is not their password. Check both, and capital letters.";
  private static final String OLD_FORM =
      "This form was older than your browser's visit, or cookies are off. Sign in once more.";

  private final Pages pages;
  private final Sessions sessions;
  private final SessionCookie cookie;
  private final SecureRandom random;

  SignInArea(Pages pages, Sessions sessions, SessionCookie cookie, SecureRandom random) {
    this.pages = pages;
    this.sessions = sessions;
    this.cookie = cookie;
    this.random = random;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.openGet(Paths.SIGN_IN, this::form),
        Paths.openPost(Paths.SIGN_IN, this::signIn),
        Paths.post(Paths.SIGN_OUT, Set.of(), this::signOut),
        Paths.post(Paths.THEME, Set.of(), this::theme));
  }

  private Reply form(Request request) {
    String next = Here.safe(request.query("next").orElse(""));
    return form(200, request, new SignInView("", next, "", ""));
  }

  private Reply signIn(Request request) {
    Form form = request.form();
    String login = form.find("login").orElse("");
    String next = Here.safe(form.find("next").orElse(""));
    Optional<String> before = pages.cookies().before(request);
    boolean ours = before.isPresent() && before.equals(form.find("before"));
    if (!ours) {
      return form(403, request, new SignInView(login, next, OLD_FORM, ""));
    }
    Secret password = new Secret(form.find("password").orElse(""));
    return switch (sessions.open(login, password, request.remoteAddress())) {
      case SessionAnswer.Opened(Secret token, Session _) ->
          pages.goTo(next).with("Set-Cookie", cookie.keep(token, Sessions.LIFETIME));
      case SessionAnswer.Wrong() -> form(401, request, new SignInView(login, next, WRONG, ""));
      case TooMany(Duration after) ->
          form(429, request, new SignInView(login, next, locked(after), ""))
              .with("Retry-After", Long.toString(Math.max(1, after.toSeconds())));
    };
  }

  private Reply form(int status, Request request, SignInView view) {
    String before = pages.cookies().before(request).orElseGet(this::newBefore);
    SignInView whole = new SignInView(view.login(), view.next(), view.fault(), before);
    return pages
        .showAnybody(
            status,
            request,
            (out, look) -> JteSignInGenerated.render(out, NoInterceptor.INSTANCE, look, whole))
        .with("Set-Cookie", pages.cookies().keepBefore(before));
  }

  private String newBefore() {
    byte[] bytes = new byte[BEFORE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String locked(Duration after) {
    long minutes = Math.max(1, after.plusSeconds(59).toMinutes());
    return "Too many attempts failed. Try again in "
        + minutes
        + (minutes == 1 ? " minute" : " minutes")
        + "; an admin can look up in the log where they came from.";
  }

  private Reply signOut(Request request) {
    cookie.find(request).ifPresent(sessions::end);
    return pages.goTo(Paths.SIGN_IN).with("Set-Cookie", cookie.forget());
  }

  private Reply theme(Request request) {
    Form form = request.form();
    Theme theme = form.find("theme").flatMap(Theme::find).orElse(Theme.AUTO);
    return pages
        .goTo(Here.safe(form.find("next").orElse("")))
        .with("Set-Cookie", pages.cookies().keep(theme));
  }
}
