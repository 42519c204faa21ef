package io.fleetwire.engine;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// A question about the values of a facet. A facet may have several values, such as a device's
/// tags, or none: then only {@link NoneOf} and `Exists(false)` hold.
public sealed interface Operator {
  /// Long lists belong into the event, as a field of their own; the limit bounds rows and matching.
  int VALUES_MAX = 100;

  /// As long as the longest subject.
  int VALUE_LENGTH_MAX = 255;

  /// Whether it holds for these values.
  boolean holds(Set<String> values);

  /// At least one value is one of these.
  record AnyOf(Set<String> allowed) implements Operator {
    public AnyOf {
      allowed = checked(allowed);
    }

    @Override
    public boolean holds(Set<String> values) {
      return any(values, allowed::contains);
    }
  }

  /// No value is one of these.
  record NoneOf(Set<String> refused) implements Operator {
    public NoneOf {
      refused = checked(refused);
    }

    @Override
    public boolean holds(Set<String> values) {
      return !any(values, refused::contains);
    }
  }

  /// At least one value begins so.
  record StartsWith(String prefix) implements Operator {
    public StartsWith {
      Must.hold(isValue(prefix), "a value has 1 to 255 letters");
    }

    @Override
    public boolean holds(Set<String> values) {
      return any(values, value -> value.startsWith(prefix));
    }
  }

  /// There is a value, or there is none.
  record Exists(boolean expected) implements Operator {
    @Override
    public boolean holds(Set<String> values) {
      return values.isEmpty() != expected;
    }
  }

  /// At least one value is a number, and not less than this one.
  record AtLeast(BigDecimal bound) implements Operator {
    public AtLeast {
      Must.hold(isNumber(bound.toString()), "a bound is a number of at most 64 digits");
    }

    @Override
    public boolean holds(Set<String> values) {
      return any(
          values, value -> findNumber(value).filter(n -> n.compareTo(bound) >= 0).isPresent());
    }
  }

  /// At least one value is a number, and not greater than this one.
  record AtMost(BigDecimal bound) implements Operator {
    public AtMost {
      Must.hold(isNumber(bound.toString()), "a bound is a number of at most 64 digits");
    }

    @Override
    public boolean holds(Set<String> values) {
      return any(
          values, value -> findNumber(value).filter(n -> n.compareTo(bound) <= 0).isPresent());
    }
  }

  /// Whether a facet can be compared with `text`.
  static boolean isValue(String text) {
    return !text.isEmpty() && text.length() <= VALUE_LENGTH_MAX;
  }

  /// Whether `text` is a number that can be compared.
  static boolean isNumber(String text) {
    return findNumber(text).isPresent();
  }

  /// The number that `text` is. Long ones and vast exponents are none: comparing them would cost
  /// more than the event is worth.
  private static Optional<BigDecimal> findNumber(String text) {
    if (text.isEmpty() || text.length() > 64) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.scale()) <= 400 ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static boolean any(Set<String> values, Predicate<String> wanted) {
    for (String value : values) {
      if (wanted.test(value)) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> checked(Set<String> values) {
    Must.hold(
        !values.isEmpty() && values.size() <= VALUES_MAX, "an operator names 1 to 100 values");
    Must.hold(values.stream().allMatch(Operator::isValue), "a value has 1 to 255 letters");
    return Set.copyOf(values);
  }
}
