package io.fleetwire.portal;

import io.fleetwire.access.Access;
import io.fleetwire.access.ApiKey;
import io.fleetwire.access.KeyDesk;
import io.fleetwire.access.PasswordAnswer;
import io.fleetwire.access.TooMany;
import io.fleetwire.access.UserId;
import io.fleetwire.access.Users;
import io.fleetwire.engine.Secret;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import io.fleetwire.web.SessionCookie;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// What everybody does about themselves: password, API keys, sessions. Thread-safe.
final class AccountArea implements Area {
  static final String ACCOUNT = Place.ACCOUNT.path();
  static final String KEYS = ACCOUNT + "/keys";
  static final String PASSWORD = ACCOUNT + "/password";
  static final String SESSIONS = ACCOUNT + "/sessions";
  static final String OTHERS = SESSIONS + "/end-others";

  private static final String ONE_KEY = KEYS + "/{prefix}/remove";

  private final Pages pages;
  private final Access access;
  private final SessionCookie cookie;
  private final InstantSource clock;

  AccountArea(Pages pages, Access access, SessionCookie cookie, InstantSource clock) {
    this.pages = pages;
    this.access = access;
    this.cookie = cookie;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(ACCOUNT, Set.of(), request -> show(200, request, Fields.EMPTY)),
        Paths.post(PASSWORD, Set.of(), this::changePassword),
        Paths.post(KEYS, Set.of(), this::createKey),
        Paths.get(ONE_KEY, Set.of(), this::askRemoval),
        Paths.post(ONE_KEY, Set.of(), this::removeKey),
        Paths.post(OTHERS, Set.of(), this::endOthers),
        Paths.post(SESSIONS + "/{session}/end", Set.of(), this::endSession));
  }

  private Reply show(int status, Request request, Fields fields) {
    UserId id = request.session().user().id();
    AccountView view =
        new AccountView(
            access.apiKeys().list(id),
            access.sessions().list(id, mine(request)),
            fields,
            clock.instant());
    return pages.show(
        status,
        request,
        Heading.of(Place.ACCOUNT),
        (out, frame) -> JteAccountGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply changePassword(Request request) {
    Secret current = new Secret(request.form().find("current").orElse(""));
    Secret next = new Secret(request.form().find("password").orElse(""));
    Users.Change change = new Users.Change(current, next);
    return switch (access.users().changePassword(request.principal(), change, mine(request))) {
      case PasswordAnswer.Changed() ->
          pages.goTo(ACCOUNT, "Your password was changed. You are signed out everywhere else.");
      case PasswordAnswer.Refused(String field, String message) ->
          show(422, request, Fields.EMPTY.withFault(field, message));
      case TooMany(Duration after) ->
          throw new ProblemException(new Problem.TooManyRequests(after));
    };
  }

  private Reply createKey(Request request) {
    Fields fields = Fields.read(request.form(), List.of("name"));
    UserId id = request.session().user().id();
    String name = fields.value("name").strip();
    return switch (access.keyDesk().create(request.principal(), id, name)) {
      case KeyDesk.Answer.Made(ApiKey key, Secret secret) ->
          pages.showOnce(
              request,
              Heading.below(Place.ACCOUNT, "API key", Place.ACCOUNT.crumb()),
              shown(key, secret));
      case KeyDesk.Answer.Refused(String fault) ->
          show(422, request, fields.withFault("name", fault));
      case KeyDesk.Answer.Ended _,
          KeyDesk.Answer.Listed _,
          KeyDesk.Answer.Unknown _,
          KeyDesk.Answer.NotAllowed _ ->
          throw new AssertionError("everybody makes keys of their own");
    };
  }

  private static ShownView shown(ApiKey key, Secret secret) {
    return new ShownView(
        "API key “" + key.name() + "”",
        "Copy it now: it is shown this once. With your email address it signs requests in, by HTTP"
            + " Basic, with everything that you may do.",
        List.of(new ShownView.Item("api-key", "API key", secret.reveal())),
        Place.ACCOUNT.crumb());
  }

  private Reply askRemoval(Request request) {
    return pages.ask(request, Place.ACCOUNT, AccountView.removal(key(request)));
  }

  private Reply removeKey(Request request) {
    ApiKey key = key(request);
    UserId id = request.session().user().id();
    access.keyDesk().remove(request.principal(), id, key.prefix());
    return pages.goTo(ACCOUNT, "The API key “" + key.name() + "” was removed.");
  }

  private ApiKey key(Request request) {
    String prefix = request.pathParameter("prefix");
    return access.apiKeys().list(request.session().user().id()).stream()
        .filter(key -> key.prefix().equals(prefix))
        .findFirst()
        .orElseThrow(
            () -> new ProblemException(new Problem.NotFound("you have no such key any more")));
  }

  private Reply endOthers(Request request) {
    int ended = access.sessions().endOthers(request.session().user().id(), mine(request));
    return pages.goTo(ACCOUNT, Amounts.count(ended, "session was", "sessions were") + " ended.");
  }

  private Reply endSession(Request request) {
    UserId id = request.session().user().id();
    boolean known = access.sessions().end(id, request.pathParameter("session"));
    return pages.goTo(ACCOUNT, known ? "The session was ended." : "It had ended already.");
  }

  /// The route has seen the cookie, or there were no session.
  private Secret mine(Request request) {
    return cookie.find(request).orElseThrow();
  }
}
