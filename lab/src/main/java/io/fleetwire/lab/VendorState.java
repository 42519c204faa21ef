package io.fleetwire.lab;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The column State of the vendor's device table.
public enum VendorState {
  /// Enrolled and usable.
  ACTIVATED,
  /// In a session, or being cleaned up.
  UTILIZING,
  /// Not attached.
  UNPLUGGED,
  ERROR;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static VendorState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  /// By its name in capitals, as the vendor shows it.
  static Optional<VendorState> find(String label) {
    return Arrays.stream(values()).filter(state -> state.name().equals(label)).findFirst();
  }
}
