package io.fleetwire.web;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Session;
import io.fleetwire.engine.Secret;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Who may see a page, and whether they meant what their browser sends. Pure.
///
/// A browser sends its cookies whoever asks it to. So what changes something is refused when the
/// browser itself says that another site asked (Fetch Metadata), and must repeat the session's CSRF
/// token, which a strange page can neither know nor guess.
final class PageGuard {
  private PageGuard() {}

  static Request admitted(Request head, Authorization.Page page) {
    Optional<Session> session = head.findSession();
    if (session.isEmpty()) {
      throw new ProblemException(
          new Problem.Unauthenticated(Problem.Kind.MISSING, "sign in to see this page"));
    }
    Set<Permission> anyOf = page.anyOf();
    if (!anyOf.isEmpty() && anyOf.stream().noneMatch(head.principal()::may)) {
      String wanted =
          anyOf.stream().sorted().map(Permission::code).collect(Collectors.joining(" or "));
      throw new ProblemException(
          new Problem.Forbidden("your role lacks the permission " + wanted + "; ask an admin"));
    }
    return head;
  }

  static void requireMeant(Request request, BodyRule rule) {
    if (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD) {
      return;
    }
    boolean fromElsewhere =
        request
            .header("Sec-Fetch-Site")
            .filter(site -> !site.equals("same-origin") && !site.equals("none"))
            .isPresent();
    Optional<Secret> shown = shown(request, rule);
    if (fromElsewhere || shown.isEmpty() || !request.session().isMeant(shown.get())) {
      throw new ProblemException(
          new Problem.Forbidden(
              "this did not come from a page of ours, or the page is older than your session;"
                  + " open the page again and repeat what you did"));
    }
  }

  private static Optional<Secret> shown(Request request, BodyRule rule) {
    return request.header(PersonAuthenticator.CSRF).or(() -> field(request, rule)).map(Secret::new);
  }

  private static Optional<String> field(Request request, BodyRule rule) {
    return switch (rule) {
      case BodyRule.Form _ -> request.form().find(Authorization.CSRF_FIELD);
      case BodyRule.None _, BodyRule.Json _, BodyRule.Bytes _ -> Optional.empty();
    };
  }
}
