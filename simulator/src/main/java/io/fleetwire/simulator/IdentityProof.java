package io.fleetwire.simulator;

/// How a device proves who it is. A real one shows its certificate in TLS whenever it is asked, and
/// signs when its profile says so.
public enum IdentityProof {
  /// As a real one.
  AS_THE_PROFILE_SAYS,
  /// By its certificate in TLS alone.
  CERTIFICATE,
  /// By a signature alone.
  SIGNATURE
}
