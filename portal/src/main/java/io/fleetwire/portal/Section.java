package io.fleetwire.portal;

import java.util.Arrays;
import java.util.List;

/// A part of the navigation.
enum Section {
  START(""),
  WEBHOOKS("Webhooks"),
  LAB("Device lab"),
  DIALECTS("Dialects"),
  ORGANIZATION("Organization"),
  /// Not in the navigation.
  APART("");

  private final String label;

  Section(String label) {
    this.label = label;
  }

  /// May be empty.
  String label() {
    return label;
  }

  List<Place> places(Viewer viewer) {
    return Arrays.stream(Place.values())
        .filter(place -> place.section() == this && viewer.finds(place))
        .toList();
  }

  static List<Section> shownTo(Viewer viewer) {
    return Arrays.stream(values())
        .filter(section -> section != APART && !section.places(viewer).isEmpty())
        .toList();
  }
}
