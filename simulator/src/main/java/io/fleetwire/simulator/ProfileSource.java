package io.fleetwire.simulator;

import io.fleetwire.pki.AttestingAuthority;
import io.fleetwire.pki.Authority;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Optional;

/// Where devices get their enrolment profiles: each downloads one, because a profile may hold a
/// challenge that can be used once.
///
/// @param profile its address
/// @param origin the server to talk to instead of the one that the profile names, as if names led
///   there; nothing to do what the profile says
/// @param issuer who certifies devices without being asked by SCEP: an authority of another house,
///   whom the server believes; nobody to do what the profile says
/// @param maker who attests the devices' keys where a profile asks for it; nobody where they have
///   no hardware that could
public record ProfileSource(
    URI profile,
    Optional<URI> origin,
    Optional<Authority> issuer,
    Optional<AttestingAuthority> maker) {

  /// The server that is to be tried, at `origin`.
  public static ProfileSource ofServer(URI origin) {
    String text = origin.toString();
    String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return new ProfileSource(
        URI.create(base + "/mdm/apple/enroll"),
        Optional.of(origin),
        Optional.empty(),
        Optional.empty());
  }

  /// Any server's profile.
  public static ProfileSource ofProfile(URI profile) {
    return new ProfileSource(profile, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// The same, with devices that have their certificates already: SCEP costs more than all else
  /// that an enrolment does, and somebody may want many devices soon.
  public ProfileSource certifiedBy(Authority authority) {
    return new ProfileSource(profile, origin, Optional.of(authority), maker);
  }

  /// The same, with devices whose maker vouches for their keys by the elliptic key (PKCS #8) and
  /// the certificate in `pem`; nothing when it lacks one of them.
  public Optional<ProfileSource> attestedBy(String pem, SecureRandom secrets) {
    return AttestingAuthority.parse(pem, secrets)
        .map(authority -> new ProfileSource(profile, origin, issuer, Optional.of(authority)));
  }
}
