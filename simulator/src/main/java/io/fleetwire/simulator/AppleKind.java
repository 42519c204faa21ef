package io.fleetwire.simulator;

/// What kind of device it is, and how it is managed.
public enum AppleKind {
  MAC("mac"),
  IPHONE("iphone"),
  IPAD("ipad"),
  /// An iPad for several people, who are known by their managed accounts.
  SHARED_IPAD("shared-ipad"),
  /// A phone that belongs to its user and does not say who it is.
  USER_IPHONE("user-iphone"),
  /// A Mac that belongs to its user.
  USER_MAC("user-mac");

  private final String word;

  AppleKind(String word) {
    this.word = word;
  }

  /// As people write it on the command line.
  public String word() {
    return word;
  }

  boolean isMac() {
    return this == MAC || this == USER_MAC;
  }

  /// Whether it hides its UDID and serial number.
  boolean isUsersOwn() {
    return this == USER_IPHONE || this == USER_MAC;
  }

  /// Whether its users have channels of their own.
  boolean hasUsers() {
    return isMac() || this == SHARED_IPAD;
  }
}
