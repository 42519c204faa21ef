package io.fleetwire.pki;

/// Why a message cannot be believed or read. Never leaves the room.
final class PkiFault extends Exception {
  private static final long serialVersionUID = 1L;

  PkiFault(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
