package io.fleetwire.portal;

import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;
import java.util.Set;

/// The way into the settings: the first tab that one may open. Thread-safe.
final class SettingsArea implements Area {
  private final Pages pages;

  SettingsArea(Pages pages) {
    this.pages = pages;
  }

  @Override
  public List<Route> routes() {
    return List.of(Paths.get(Place.SETTINGS.path(), Set.of(), this::settings));
  }

  private Reply settings(Request request) {
    return pages.show(
        request,
        Heading.of(Place.SETTINGS),
        (out, frame) -> JteSettingsGenerated.render(out, NoInterceptor.INSTANCE, frame));
  }
}
