package io.fleetwire.simulator;

import java.net.URI;
import java.util.Optional;

/// Where devices get their enrolment profiles: each downloads one, because a profile may hold a
/// challenge that can be used once.
///
/// @param profile its address
/// @param origin the server to talk to instead of the one that the profile names, as if names led
///   there; nothing to do what the profile says
public record ProfileSource(URI profile, Optional<URI> origin) {

  /// The server that is to be tried, at `origin`.
  public static ProfileSource ofServer(URI origin) {
    String text = origin.toString();
    String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return new ProfileSource(URI.create(base + "/mdm/apple/enroll"), Optional.of(origin));
  }

  /// Any server's profile.
  public static ProfileSource ofProfile(URI profile) {
    return new ProfileSource(profile, Optional.empty());
  }
}
