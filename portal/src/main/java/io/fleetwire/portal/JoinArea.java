package io.fleetwire.portal;

import io.fleetwire.access.Access;
import io.fleetwire.access.Invitation;
import io.fleetwire.access.InvitationAnswer;
import io.fleetwire.access.SessionAnswer;
import io.fleetwire.access.Sessions;
import io.fleetwire.access.SetUp;
import io.fleetwire.access.SetUpAnswer;
import io.fleetwire.access.TooMany;
import io.fleetwire.access.User;
import io.fleetwire.engine.Secret;
import io.fleetwire.web.Form;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import io.fleetwire.web.SessionCookie;
import java.util.List;

/// The two links that make an account: an invitation, and the one that the first start prints. Each
/// carries a token that nobody guesses and that is used up by the account; it is in the query,
/// which no log has. Thread-safe.
final class JoinArea implements Area {
  static final String JOIN = Paths.ROOT + "/join";
  static final String SET_UP = Paths.ROOT + "/set-up";

  private final Pages pages;
  private final Access access;
  private final SessionCookie cookie;

  JoinArea(Pages pages, Access access, SessionCookie cookie) {
    this.pages = pages;
    this.access = access;
    this.cookie = cookie;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.openGet(JOIN, this::invited),
        Paths.openPost(JOIN, this::join),
        Paths.openGet(SET_UP, this::first),
        Paths.openPost(SET_UP, this::setUp));
  }

  private Reply invited(Request request) {
    String token = request.query("token").orElse("");
    return joinForm(200, request, token, Fields.EMPTY);
  }

  private Reply joinForm(int status, Request request, String token, Fields fields) {
    Invitation invitation =
        access
            .invitations()
            .find(new Secret(token))
            .orElseThrow(() -> gone("ask whoever invited you for a new one"));
    String organization =
        access
            .organizations()
            .find(invitation.organization())
            .map(found -> found.name())
            .orElseThrow();
    JoinView view =
        new JoinView(
            token,
            "Join " + organization,
            invitation.invitedBy()
                + " has invited you as "
                + invitation.role().name()
                + ". You sign in as "
                + invitation.email()
                + ".",
            fields);
    return pages.showAnybody(
        status,
        request,
        (out, look) -> JteJoinGenerated.render(out, NoInterceptor.INSTANCE, look, view));
  }

  private Reply join(Request request) {
    Form form = request.form();
    String token = form.find("token").orElse("");
    Secret password = new Secret(form.find("password").orElse(""));
    return switch (access.invitations().accept(new Secret(token), password)) {
      case InvitationAnswer.Joined(User user) -> signedIn(request, user, password, Paths.ROOT);
      case InvitationAnswer.Refused(String _, String message) ->
          joinForm(422, request, token, Fields.EMPTY.withFault("password", message));
      case InvitationAnswer.Unknown() -> throw gone("ask whoever invited you for a new one");
      case InvitationAnswer.Invited _ -> throw new AssertionError("nobody was to be invited");
    };
  }

  private Reply first(Request request) {
    return setUpForm(200, request, request.query("token").orElse(""), Fields.EMPTY);
  }

  private Reply setUpForm(int status, Request request, String token, Fields fields) {
    if (!access.setUp().admits(new Secret(token))) {
      throw gone("start the server again to get a new one, if it has no account yet");
    }
    JoinView view =
        new JoinView(
            token,
            "Set up Fleetwire",
            "Your organization and its owner: the first account of this server.",
            fields);
    return pages.showAnybody(
        status,
        request,
        (out, look) -> JteSetUpGenerated.render(out, NoInterceptor.INSTANCE, look, view));
  }

  private Reply setUp(Request request) {
    String token = request.form().find("token").orElse("");
    Fields fields = Fields.read(request.form(), List.of("organization", "email"));
    Secret password = new Secret(request.form().find("password").orElse(""));
    SetUp.Wish wish =
        new SetUp.Wish(fields.value("organization").strip(), fields.value("email"), password);
    return switch (access.setUp().create(new Secret(token), wish)) {
      case SetUpAnswer.Created(var _, User owner) ->
          signedIn(request, owner, password, Place.FIRST_HOUR.path());
      case SetUpAnswer.Refused(String field, String message) ->
          setUpForm(422, request, token, fields.withFault(field, message));
      case SetUpAnswer.Closed() ->
          throw gone("start the server again to get a new one, if it has no account yet");
    };
  }

  /// A role may lack the permission to sign in: then there is nothing to show.
  private Reply signedIn(Request request, User user, Secret password, String next) {
    return switch (access.sessions().open(user.email(), password, request.remoteAddress())) {
      case SessionAnswer.Opened opened ->
          pages
              .goTo(next, "Welcome to Fleetwire.")
              .with("Set-Cookie", cookie.keep(opened.token(), Sessions.LIFETIME));
      case SessionAnswer.Wrong _, TooMany _ -> pages.goTo(Paths.SIGN_IN);
    };
  }

  private static ProblemException gone(String help) {
    return new ProblemException(
        new Problem.NotFound("this link was used, withdrawn, or is too old; " + help));
  }
}
