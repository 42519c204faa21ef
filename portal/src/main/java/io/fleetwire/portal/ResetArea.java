package io.fleetwire.portal;

import io.fleetwire.access.ResetAnswer;
import io.fleetwire.access.Resets;
import io.fleetwire.access.User;
import io.fleetwire.engine.Secret;
import io.fleetwire.web.Form;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;

/// The link by which somebody who has forgotten their password sets another one. Whoever uses it is
/// not signed in by it: that they do themselves, with what they have just chosen. Thread-safe.
final class ResetArea implements Area {
  static final String RESET = Paths.ROOT + "/reset";

  private final Pages pages;
  private final Resets resets;

  ResetArea(Pages pages, Resets resets) {
    this.pages = pages;
    this.resets = resets;
  }

  @Override
  public List<Route> routes() {
    return List.of(Paths.openGet(RESET, this::show), Paths.openPost(RESET, this::reset));
  }

  private Reply show(Request request) {
    return form(200, request, request.query("token").orElse(""), Fields.EMPTY);
  }

  private Reply form(int status, Request request, String token, Fields fields) {
    User user = resets.find(new Secret(token)).orElseThrow(ResetArea::gone);
    JoinView view =
        new JoinView(
            token,
            "A new password",
            "For " + user.email() + ". You are signed out everywhere else by it.",
            fields);
    return pages.showAnybody(
        status,
        request,
        (out, look) -> JteResetGenerated.render(out, NoInterceptor.INSTANCE, look, view));
  }

  private Reply reset(Request request) {
    Form form = request.form();
    String token = form.find("token").orElse("");
    Secret password = new Secret(form.find("password").orElse(""));
    return switch (resets.use(new Secret(token), password)) {
      case ResetAnswer.Done _ ->
          pages.goTo(Paths.SIGN_IN, "Your password was changed. Sign in with it.");
      case ResetAnswer.Refused(String message) ->
          form(422, request, token, Fields.EMPTY.withFault("password", message));
      case ResetAnswer.Unknown() -> throw gone();
      case ResetAnswer.Made _, ResetAnswer.NotAllowed _ ->
          throw new AssertionError("a link was to be used");
    };
  }

  private static ProblemException gone() {
    return new ProblemException(
        new Problem.NotFound(
            "this link was used, replaced, or is older than a day; ask whoever gave it to you for"
                + " a new one"));
  }
}
