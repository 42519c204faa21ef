package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.bin.Bin;
import io.fleetwire.bin.BinDesk;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;
import java.util.Set;

/// Leads a new user by the hand. Thread-safe.
final class FirstHourArea implements Area {
  static final String BIN = Place.FIRST_HOUR.path() + "/bin";
  static final String HIDE = Place.FIRST_HOUR.path() + "/hide";

  private static final Set<Permission> SETTINGS = Set.of(Permission.SETTINGS);

  private final Pages pages;
  private final FirstHour hour;
  private final BinDesk bins;
  private final Origins origins;

  FirstHourArea(Pages pages, FirstHour hour, BinDesk bins, Origins origins) {
    this.pages = pages;
    this.hour = hour;
    this.bins = bins;
    this.origins = origins;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(Place.FIRST_HOUR.path(), SETTINGS, this::show),
        Paths.post(BIN, SETTINGS, this::makeBin),
        Paths.post(HIDE, SETTINGS, this::hide));
  }

  private Reply show(Request request) {
    FirstHourView view = hour.look(request);
    return pages.show(
        request,
        Heading.of(Place.FIRST_HOUR),
        (out, frame) -> JteFirstHourGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply makeBin(Request request) {
    return switch (bins.create(request.principal(), "My first bin", origins.of(request))) {
      case BinDesk.Answer.Made(Bin bin) ->
          pages.goTo(BinView.path(bin), "Here is your bin. Choose below what it is to be told of.");
      case BinDesk.Answer.Refused(String fault) ->
          pages.goTo(Place.BINS.path(), "No bin was made: " + fault + ".");
    };
  }

  private Reply hide(Request request) {
    boolean hides = request.form().find("show").isEmpty();
    return pages
        .goTo(
            hides ? Place.OVERVIEW.path() : Place.FIRST_HOUR.path(),
            hides
                ? "The first hour is hidden in this browser. The menu behind your name leads back."
                : "The first hour is shown again.")
        .with("Set-Cookie", pages.cookies().guide(!hides));
  }
}
