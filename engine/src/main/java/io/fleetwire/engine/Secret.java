package io.fleetwire.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A text that must not be seen: it prints as stars and is compared in constant time.
///
/// Immutable. A class and not a record, because a record would offer its component to every printer
/// and JSON writer that asks.
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /// The text itself, for the one answer that shows it, or the one request or check that needs it.
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  /// The same for all: a hash of the text would tell something about it.
  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "******";
  }

  private byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
