package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.lab.Samples;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;
import java.util.Set;

/// Lets simulated lab devices go through a story, and takes them away again. Thread-safe.
final class SampleArea implements Area {
  static final String START = Place.DEVICES.path() + "/simulate";
  static final String REMOVE = Place.DEVICES.path() + "/remove-simulated";

  private static final Set<Permission> MANAGE = Set.of(Permission.LAB_MANAGE);

  private final Pages pages;
  private final Samples samples;

  SampleArea(Pages pages, Samples samples) {
    this.pages = pages;
    this.samples = samples;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.post(START, MANAGE, this::start), Paths.post(REMOVE, MANAGE, this::remove));
  }

  private Reply start(Request request) {
    return pages.goTo(
        Place.DEVICES.path(),
        samples.start(request.principal())
            ? "Three simulated devices go through a story of 20 seconds: online, in use, offline,"
                + " unplugged, online."
            : "The simulated devices are still in their story.");
  }

  private Reply remove(Request request) {
    int removed = samples.remove(request.principal(), request.requestId());
    return pages.goTo(
        Place.DEVICES.path(),
        removed == 0
            ? "There is no simulated device."
            : Amounts.count(removed, "simulated device was", "simulated devices were")
                + " removed.");
  }
}
