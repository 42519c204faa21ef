package io.fleetwire.server;

import io.fleetwire.api.ApiService;
import io.fleetwire.apple.AppleService;
import io.fleetwire.apple.PushRoutes;
import io.fleetwire.bin.Bins;
import io.fleetwire.engine.Pump;
import io.fleetwire.knox.KnoxService;
import io.fleetwire.lab.LabService;
import io.fleetwire.web.RouteGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What speaks to the world beside the pages: what of each is routed to, and what must be stepped.
record Slices(
    KnoxService knox, LabService lab, Optional<AppleService> apple, ApiService api, Bins bins) {

  /// A list of the caller's own.
  List<RouteGroup> routes() {
    List<RouteGroup> routes = new ArrayList<>(knox.routes());
    routes.addAll(lab.routes());
    apple.ifPresent(service -> routes.addAll(service.routes()));
    routes.add(PushRoutes.of(apple.map(AppleService::push)));
    routes.add(api.routes());
    routes.add(bins.routes());
    return routes;
  }

  /// A list of the caller's own.
  List<Pump> pumps() {
    List<Pump> pumps = new ArrayList<>(knox.pumps());
    pumps.addAll(lab.pumps());
    pumps.addAll(api.pumps());
    apple.ifPresent(service -> pumps.addAll(service.pumps()));
    pumps.add(bins.pump());
    return pumps;
  }
}
