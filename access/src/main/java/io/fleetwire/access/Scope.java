package io.fleetwire.access;

import io.fleetwire.engine.Must;
import java.util.Optional;
import java.util.regex.Pattern;

/// A permission: `<service>[.<resource>...][:<action>]`. A parent implies its children, so `kai`
/// covers `kai.app`, and `kdms.devices` covers `kdms.devices:upload`, but not
/// `kdms.kai.devices:delete`, which is below `kdms.kai`. Letter case counts (`ke.privacyPolicy`).
/// Immutable.
public record Scope(String value) implements Comparable<Scope> {
  /// Twice the longest name in the catalogue.
  static final int LENGTH_MAX = 64;

  private static final Pattern GRAMMAR =
      Pattern.compile("[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z][A-Za-z0-9]*)*(:[A-Za-z][A-Za-z0-9]*)?");

  public Scope {
    Must.hold(isValid(value), "a scope reads service.resource:action");
  }

  /// Empty when `text` is not a scope.
  static Optional<Scope> parse(String text) {
    return isValid(text) ? Optional.of(new Scope(text)) : Optional.empty();
  }

  /// Whether who has this scope has `other`, too.
  boolean covers(Scope other) {
    if (value.equals(other.value)) {
      return true;
    }
    boolean hasAction = value.indexOf(':') >= 0;
    return !hasAction && other.value.startsWith(value) && endsPart(other.value, value.length());
  }

  @Override
  public int compareTo(Scope other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean endsPart(String text, int index) {
    return text.charAt(index) == '.' || text.charAt(index) == ':';
  }

  private static boolean isValid(String text) {
    return text.length() <= LENGTH_MAX && GRAMMAR.matcher(text).matches();
  }
}
