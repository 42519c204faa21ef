package io.fleetwire.lab;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A device's operating system, by the vendor's spelling.
public enum Platform {
  ANDROID("Android"),
  IOS("iOS");

  private final String label;

  Platform(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Platform of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  static Optional<Platform> find(String label) {
    return Arrays.stream(values()).filter(platform -> platform.label.equals(label)).findFirst();
  }
}
