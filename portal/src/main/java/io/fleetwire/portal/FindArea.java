package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Principal;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// Finds a device in whichever dialect knows it, and shows what all of them know of it together.
/// Thread-safe.
final class FindArea implements Area {
  private static final int LENGTH_MAX = 128;

  private final Pages pages;
  private final Sightings sightings;
  private final Story story;
  private final InstantSource clock;

  FindArea(Pages pages, Sightings sightings, Story story, InstantSource clock) {
    this.pages = pages;
    this.sightings = sightings;
    this.story = story;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(Paths.get(Place.FIND.path(), Set.of(Permission.LOGIN), this::find));
  }

  private Reply find(Request request) {
    String name = asked(request, "device");
    return name.isEmpty() ? search(request) : one(request, name);
  }

  private Reply search(Request request) {
    String text = asked(request, "search");
    Principal caller = request.principal();
    Sightings.Seen seen =
        text.isEmpty()
            ? new Sightings.Seen(List.of(), List.of(), List.of())
            : sightings.search(caller, text);
    FindView view = FindView.of(text, seen, clock.instant());
    return pages.show(
        request,
        Heading.of(Place.FIND),
        (out, frame) -> JteFindGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply one(Request request, String name) {
    Sightings.Seen seen = sightings.exactly(request.principal(), name);
    if (seen.isEmpty()) {
      throw new ProblemException(
          new Problem.NotFound("no dialect knows a device that is called so, or you may not"));
    }
    FoundView view =
        new FoundView(
            name,
            FindView.of(name, seen, clock.instant()).hits(),
            story.of(request.principal(), seen));
    return pages.show(
        request,
        Heading.below(Place.FIND, name, Place.FIND.crumb()),
        (out, frame) -> JteFoundGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private static String asked(Request request, String parameter) {
    String text = request.query(parameter).orElse("").strip();
    return text.substring(0, Math.min(text.length(), LENGTH_MAX));
  }
}
