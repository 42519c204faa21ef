package io.fleetwire.apple;

/// A one-time password, and at which door it is good. One that asks for an attestation must not be
/// of use at one that does not.
record OneTime(Door door, String text) {

  /// How a device asks for its certificate.
  enum Door {
    /// The password is in the request (RFC 8894).
    SCEP,
    /// It is the identifier of the order (RFC 8555).
    ACME
  }

  /// By which it is found. Each door has its own beginning: what a stranger writes behind one never
  /// has that of another.
  String hash() {
    return DdmCommand.digest(door.name() + ":" + text);
  }
}
