package io.fleetwire.plist;

/// Why reading stops. Never leaves the room: {@link Plist#read} makes a value of it.
final class PlistFault extends Exception {
  private static final long serialVersionUID = 1L;

  PlistFault(String reason) {
    // Input decides how often this is made: without a trace it costs next to nothing.
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
