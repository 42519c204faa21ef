package io.fleetwire.portal;

import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;
import java.util.Set;

/// The first page. Thread-safe.
final class HomeArea implements Area {
  private final Pages pages;

  HomeArea(Pages pages) {
    this.pages = pages;
  }

  @Override
  public List<Route> routes() {
    return List.of(Paths.get(Place.OVERVIEW.path(), Set.of(), this::home));
  }

  private Reply home(Request request) {
    return pages.show(
        request,
        Heading.of(Place.OVERVIEW),
        (out, frame) -> JteHomeGenerated.render(out, NoInterceptor.INSTANCE, frame));
  }
}
