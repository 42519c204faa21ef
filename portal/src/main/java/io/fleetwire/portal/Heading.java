package io.fleetwire.portal;

import java.util.List;

/// What a page is called, where it belongs, and the way to it. Immutable.
record Heading(String title, Place place, List<Crumb> crumbs) {
  Heading {
    crumbs = List.copyOf(crumbs);
  }

  /// A page that the navigation leads to.
  static Heading of(Place place) {
    return new Heading(place.label(), place, List.of());
  }

  /// A page below another one.
  static Heading below(Place place, String title, Crumb... crumbs) {
    return new Heading(title, place, List.of(crumbs));
  }
}
