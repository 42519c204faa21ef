package io.fleetwire.portal;

import io.fleetwire.web.Dialect;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;

/// Refusals as pages. Who is not signed in is sent to where they can be; everybody else is told
/// what happened, what was changed (nothing), and whom to ask.
final class PortalDialect implements Dialect {
  private final Pages pages;

  PortalDialect(Pages pages) {
    this.pages = pages;
  }

  @Override
  public Reply write(Problem problem, Request request) {
    if (problem instanceof Problem.Unauthenticated) {
      return signIn(request);
    }
    RefusalView view = RefusalView.of(problem, request.requestId().value());
    if (request.findSession().isEmpty()) {
      return pages.showAnybody(
          problem.status(),
          request,
          (out, look) -> JteOpenRefusalGenerated.render(out, NoInterceptor.INSTANCE, look, view));
    }
    return pages.show(
        problem.status(),
        request,
        Heading.below(Place.OVERVIEW, view.title()),
        (out, frame) -> JteRefusalGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  /// A page that refreshes a part of itself must go there as a whole.
  private Reply signIn(Request request) {
    boolean shows = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    boolean part = request.header("HX-Request").isPresent();
    String here =
        part
            ? request.header("HX-Current-URL").map(PortalDialect::path).orElse(Paths.ROOT)
            : Here.of(request);
    String address = Paths.SIGN_IN + "?next=" + Here.encoded(shows ? here : Paths.ROOT);
    return part ? Reply.empty(200).with("HX-Redirect", address) : pages.goTo(address);
  }

  private static String path(String url) {
    return Here.safe(url.replaceFirst("^https?://[^/]*", ""));
  }
}
