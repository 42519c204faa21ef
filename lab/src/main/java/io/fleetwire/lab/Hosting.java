package io.fleetwire.lab;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Whose a device is, and where it stands.
public enum Hosting {
  /// Shared by all organizations of this server; webhooks never tell of it.
  PUBLIC,
  /// One organization's, hosted by whoever runs this server.
  PRIVATE,
  /// One organization's, in its own network.
  LOCAL;

  /// Whether webhooks tell of such devices.
  boolean isTold() {
    return this != PUBLIC;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Hosting of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  static Optional<Hosting> find(String code) {
    return Arrays.stream(values()).filter(hosting -> hosting.code().equals(code)).findFirst();
  }
}
