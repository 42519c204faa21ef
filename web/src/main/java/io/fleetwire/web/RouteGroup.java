package io.fleetwire.web;

import java.util.List;

/// The routes of a path family, and the form in which it reports problems: also for what lies under
/// `prefix` and matches no route. The longest matching prefix wins; a route of the group may lie
/// outside of its prefix.
public record RouteGroup(String prefix, Dialect dialect, List<Route> routes) {
  public RouteGroup {
    routes = List.copyOf(routes);
  }
}
