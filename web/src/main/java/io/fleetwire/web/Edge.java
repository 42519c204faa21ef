package io.fleetwire.web;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Principal;
import io.fleetwire.access.Scopes;
import io.fleetwire.engine.StoreUnavailableException;
import io.fleetwire.web.RouteTable.Match;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/// From the head of a request to its answer: match, authenticate, authorize, read, handle. Every
/// step can end in a problem, which is written in the dialect of the path. Knows no sockets; safe
/// for many threads.
final class Edge {
  /// Long enough for a full disk or a busy database to be noticed by a person.
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final RouteTable table;
  private final Authenticator authenticator;
  private final Bodies bodies;
  private final RequestLog log;

  Edge(RouteTable table, Authenticator authenticator, Bodies bodies, RequestLog log) {
    this.table = table;
    this.authenticator = authenticator;
    this.bodies = bodies;
    this.log = log;
  }

  /// An answer and what it answers. `route` is the pattern that matched, or empty.
  record Answer(Request request, String route, Reply reply) {}

  Answer answer(Request head, BodySource body) {
    return switch (table.find(head.method(), head.path())) {
      case Match.Nowhere() -> new Answer(head, "", refuse(nowhere(head), greeted(head)));
      case Match.OtherMethods(RouteGroup group, Set<HttpMethod> allow) ->
          new Answer(head, "", otherMethod(greeted(head), group, allow));
      case Match.Found found -> handle(head.withPathParameters(found.parameters()), found, body);
    };
  }

  /// The answer to what never became a request: HTTP's own rules were broken.
  Reply refuse(Problem problem, Request head) {
    return refuse(problem, head, table.dialect(head.path()));
  }

  private static Problem nowhere(Request head) {
    return new Problem.NotFound("there is no " + head.path());
  }

  /// A page that is none greets whom it would have greeted.
  private Request greeted(Request head) {
    return table.isAmongPages(head.path()) ? signedIn(head) : head;
  }

  private Request signedIn(Request head) {
    return authenticator.findSession(head).map(head::withSession).orElse(head);
  }

  private static Reply otherMethod(Request head, RouteGroup group, Set<HttpMethod> allow) {
    if (head.method() == HttpMethod.OPTIONS) {
      return dressed(Reply.empty(204).with("Allow", listed(allow)));
    }
    return refuse(new Problem.MethodNotAllowed(allow), head, group.dialect());
  }

  private Answer handle(Request head, Match.Found found, BodySource body) {
    Progress progress = new Progress(head);
    String pattern = found.route().path();
    Dialect dialect = found.group().dialect();
    try {
      Reply reply = attempt(progress, found, body);
      return new Answer(progress.request, pattern, dressed(reply));
    } catch (ProblemException e) {
      Reply reply = told(e.problem(), progress.request, found);
      return new Answer(progress.request, pattern, reply);
    } catch (StoreUnavailableException e) {
      log.failed(progress.request, e);
      Problem problem = new Problem.Unavailable(RETRY_AFTER);
      return new Answer(progress.request, pattern, refuse(problem, progress.request, dialect));
    } catch (RuntimeException | Error e) {
      log.failed(progress.request, e);
      Problem problem = new Problem.Internal();
      return new Answer(progress.request, pattern, refuse(problem, progress.request, dialect));
    }
  }

  /// How much is known of a request when it fails: the log wants the caller, too.
  private static final class Progress {
    Request request;

    Progress(Request request) {
      this.request = request;
    }
  }

  private Reply attempt(Progress progress, Match.Found found, BodySource body) {
    Route route = found.route();
    progress.request = identified(progress.request, route.authorization());
    progress.request = authorized(progress.request, route.authorization());
    found.group().query().check(progress.request, route);
    try (BodyMemory.Share memory = bodies.memory(route.authorization())) {
      byte[] read = bodies.read(progress.request, route.body(), body, memory);
      progress.request = progress.request.withBody(read);
      if (route.authorization() instanceof Authorization.Page) {
        PageGuard.requireMeant(progress.request, route.body());
      }
      return route.handler().handle(progress.request);
    }
  }

  /// Whoever is signed in is known before it is asked what they may: a page that refuses them still
  /// greets them.
  private Request identified(Request head, Authorization authorization) {
    return authorization instanceof Authorization.Page ? signedIn(head) : head;
  }

  private Request authorized(Request head, Authorization authorization) {
    return switch (authorization) {
      case Authorization.Open() -> head;
      case Authorization.Page page -> PageGuard.admitted(head, page);
      case Authorization.Token token -> byToken(head, token);
      case Authorization.Person(Permission permission) -> byPerson(head, permission);
      case Authorization.TokenOrPerson(Authorization.Token token, Permission permission) ->
          sendsBasic(head) ? byPerson(head, permission) : byToken(head, token);
    };
  }

  private Request byToken(Request head, Authorization.Token token) {
    Principal caller = known(authenticator.authenticate(head, token));
    requireScope(caller.scopes(), token);
    return head.withPrincipal(caller);
  }

  private Request byPerson(Request head, Permission permission) {
    Principal caller = known(authenticator.authenticatePerson(head));
    requirePermission(caller, permission);
    return head.withPrincipal(caller);
  }

  /// RFC 7617 section 2: the scheme's name in any case.
  private static boolean sendsBasic(Request head) {
    return head.header("Authorization")
        .filter(value -> value.regionMatches(true, 0, "Basic ", 0, "Basic ".length()))
        .isPresent();
  }

  private static Principal known(Identity identity) {
    return switch (identity) {
      case Identity.Refused(Problem problem) -> throw new ProblemException(problem);
      case Identity.Known(Principal principal) -> principal;
    };
  }

  private static void requirePermission(Principal caller, Permission permission) {
    if (!caller.may(permission)) {
      throw new ProblemException(
          new Problem.Forbidden(
              "your role lacks the permission " + permission + "; ask an admin for it"));
    }
  }

  private static void requireScope(Scopes scopes, Authorization.Token token) {
    boolean covered = token.anyOf().isEmpty() || token.anyOf().stream().anyMatch(scopes::cover);
    if (!covered) {
      String wanted =
          token.anyOf().stream().sorted().map(Object::toString).collect(Collectors.joining(" or "));
      throw new ProblemException(new Problem.Forbidden("the token lacks the scope " + wanted));
    }
  }

  private static Reply refuse(Problem problem, Request request, Dialect dialect) {
    return dressed(withFacts(dialect.write(problem, request), problem));
  }

  /// A refusal by a route: one for people asks for another proof than the rest (RFC 7617).
  private static Reply told(Problem problem, Request request, Match.Found found) {
    Dialect dialect = found.group().dialect();
    if (found.route().authorization() instanceof Authorization.Page) {
      // A browser would ask for a password in a window of its own; the dialect asks on a page.
      return dressed(dialect.write(problem, request));
    }
    boolean aboutTheCaller =
        problem instanceof Problem.Unauthenticated || problem instanceof Problem.Forbidden;
    boolean aboutAPerson =
        switch (found.route().authorization()) {
          case Authorization.Person _ -> true;
          case Authorization.TokenOrPerson _ -> sendsBasic(request);
          case Authorization.Token _, Authorization.Open _, Authorization.Page _ -> false;
        };
    if (aboutTheCaller && aboutAPerson) {
      Reply reply = dialect.write(problem, request);
      return dressed(
          problem instanceof Problem.Forbidden
              ? reply
              : reply.with("WWW-Authenticate", "Basic realm=\"Fleetwire\", charset=\"UTF-8\""));
    }
    return refuse(problem, request, dialect);
  }

  /// What HTTP demands with a problem in whatever dialect it is told.
  private static Reply withFacts(Reply reply, Problem problem) {
    return switch (problem) {
      case Problem.MethodNotAllowed(Set<HttpMethod> allow) -> reply.with("Allow", listed(allow));
      case Problem.TooManyRequests(Duration after) -> retryAfter(reply, after);
      case Problem.Unavailable(String _, Duration after) -> retryAfter(reply, after);
      case Problem.Unauthenticated(Problem.Kind kind, String _) ->
          reply.with("WWW-Authenticate", challenge(kind));
      case Problem.Forbidden _ ->
          reply.with("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
      // What is still coming cannot be told from a next request without reading it.
      case Problem.BodyTooLarge _, Problem.BodyTooSlow _, Problem.BadRequest _ ->
          reply.with("Connection", "close");
      case Problem.NotFound _,
          Problem.UnsupportedMediaType _,
          Problem.NotAcceptable _,
          Problem.MalformedBody _,
          Problem.Invalid _,
          Problem.Conflict _,
          Problem.PreconditionFailed _,
          Problem.LimitExceeded _,
          Problem.Internal _ ->
          reply;
    };
  }

  private static Reply retryAfter(Reply reply, Duration after) {
    return reply.with("Retry-After", Long.toString(Math.max(1, after.toSeconds())));
  }

  // RFC 6750, section 3: no error code when there was no token.
  private static String challenge(Problem.Kind kind) {
    return switch (kind) {
      case MISSING -> "Bearer";
      case MALFORMED, EXPIRED, INVALID, REVOKED, REUSED -> "Bearer error=\"invalid_token\"";
    };
  }

  private static String listed(Set<HttpMethod> methods) {
    return methods.stream().sorted().map(Enum::name).collect(Collectors.joining(", "));
  }

  /// Headers that keep a browser from making something else of an answer. A handler that serves
  /// pages sets its own.
  private static Reply dressed(Reply reply) {
    return reply
        .withDefault("X-Content-Type-Options", "nosniff")
        .withDefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .withDefault("Referrer-Policy", "no-referrer")
        .withDefault("Cache-Control", "no-store");
  }
}
