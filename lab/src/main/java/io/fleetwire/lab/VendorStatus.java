package io.fleetwire.lab;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The column Status of the vendor's device table.
public enum VendorStatus {
  ONLINE("Online"),
  OFFLINE("Offline");

  private final String label;

  VendorStatus(String label) {
    this.label = label;
  }

  /// As reports and answers write it.
  public String label() {
    return label;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static VendorStatus of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  static Optional<VendorStatus> find(String label) {
    return Arrays.stream(values()).filter(s -> s.label.equals(label)).findFirst();
  }
}
