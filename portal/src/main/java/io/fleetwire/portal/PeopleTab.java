package io.fleetwire.portal;

import java.util.List;

/// The pages about people.
final class PeopleTab {
  static final Tab USERS = new Tab("Users", Place.PEOPLE.path());
  static final Tab ROLES = new Tab("Roles", Place.PEOPLE.path() + "/roles");

  private PeopleTab() {}

  static Tab.Bar bar(Tab current) {
    return new Tab.Bar(Place.PEOPLE.label(), List.of(USERS, ROLES), current);
  }

  static Heading below(Tab tab, String title) {
    return Heading.below(Place.PEOPLE, title, Place.PEOPLE.crumb(), tab.crumb());
  }
}
