package io.fleetwire.lab;

import java.util.Locale;

/// How a device is, as its people and their webhooks see it: one word for the vendor's two columns
/// and whatever else bears on it.
public enum EffectiveStatus {
  /// Nobody has reported it yet.
  NONE,
  ONLINE,
  OFFLINE,
  /// In a session, or being cleaned up.
  UTILIZING,
  /// Not attached.
  UNPLUGGED;

  /// Whether nobody can use it now.
  boolean isAway() {
    return this == OFFLINE || this == UNPLUGGED;
  }

  /// As it is stored.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static EffectiveStatus of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
