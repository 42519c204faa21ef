package io.fleetwire.web;

import java.util.List;

/// The routes of a path family, the form in which it reports problems, also for what lies under
/// `prefix` and matches no route, and what becomes of query parameters that a route does not read.
/// The longest matching prefix wins; a route of the group may lie outside of its prefix.
public record RouteGroup(String prefix, Dialect dialect, QueryRule query, List<Route> routes) {
  public RouteGroup {
    routes = List.copyOf(routes);
  }

  /// One that ignores query parameters that its routes do not read.
  public RouteGroup(String prefix, Dialect dialect, List<Route> routes) {
    this(prefix, dialect, QueryRule.IGNORE_OTHERS, routes);
  }
}
