package io.fleetwire.portal;

import java.util.List;

/// What every page has around its own part. Immutable.
record Frame(Heading heading, Viewer viewer, Look look) {

  /// The parts of the portal that this person can open.
  List<Section> sections() {
    return Section.shownTo(viewer);
  }

  /// The hidden field of every form.
  String csrf() {
    return viewer.csrf().reveal();
  }
}
