package io.fleetwire.access;

import io.fleetwire.engine.Must;
import io.fleetwire.engine.OrganizationId;

/// An organization: who owns devices, endpoints and users. Immutable.
public record Organization(OrganizationId id, String name) {
  /// Fits a line of a page.
  static final int NAME_LENGTH_MAX = 200;

  public Organization {
    Must.hold(isName(name), "an organization has a name of 1 to 200 letters");
  }

  /// Whether this is the organization that runs the server: the one that was there first, whose
  /// owner has read its terminal. What all organizations share is changed by its people alone.
  public static boolean runsTheServer(OrganizationId id) {
    return id.value() == 1;
  }

  /// Whether an organization can be called `text`.
  public static boolean isName(String text) {
    return !text.isBlank() && text.length() <= NAME_LENGTH_MAX;
  }
}
