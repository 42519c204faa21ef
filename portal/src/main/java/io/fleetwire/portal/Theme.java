package io.fleetwire.portal;

import java.util.Optional;

/// Light or dark, or whatever the machine says.
enum Theme {
  AUTO("auto", "As the system"),
  LIGHT("light", "Light"),
  DARK("dark", "Dark");

  private final String code;
  private final String label;

  Theme(String code, String label) {
    this.code = code;
    this.label = label;
  }

  String code() {
    return code;
  }

  String label() {
    return label;
  }

  static Optional<Theme> find(String code) {
    for (Theme theme : values()) {
      if (theme.code.equals(code)) {
        return Optional.of(theme);
      }
    }
    return Optional.empty();
  }
}
