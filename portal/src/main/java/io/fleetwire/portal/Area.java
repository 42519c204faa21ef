package io.fleetwire.portal;

import io.fleetwire.web.Route;
import java.util.List;

/// A part of the portal: its pages, and what can be done on them.
@FunctionalInterface
interface Area {
  List<Route> routes();
}
