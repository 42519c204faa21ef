package io.fleetwire.portal;

import io.fleetwire.access.Organization;
import io.fleetwire.access.Permission;
import io.fleetwire.access.User;
import io.fleetwire.engine.Secret;
import java.util.Locale;

/// Who looks; `guided` says whether they are still led through their first hour. Immutable.
record Viewer(User user, String organization, Secret csrf, boolean guided) {

  boolean may(Permission permission) {
    return user.role().permissions().contain(permission);
  }

  /// Whether the navigation leads there. Apple devices belong to the server, as it does itself.
  boolean finds(Place place) {
    return may(place.permission())
        && (place != Place.FIRST_HOUR || guided)
        && (!place.isOfTheServer() || Organization.runsTheServer(user.organization()));
  }

  String email() {
    return user.email();
  }

  /// The name to greet them by.
  String name() {
    String email = user.email();
    return user.username().isEmpty() ? email.substring(0, email.indexOf('@')) : user.username();
  }

  /// Stands for a picture.
  String initial() {
    return name().substring(0, name().offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
  }
}
