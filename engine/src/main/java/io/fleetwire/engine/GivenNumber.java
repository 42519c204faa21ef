package io.fleetwire.engine;

import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a number that this server gives to things, which count from 1.
public final class GivenNumber {
  /// Written in one way only, and with as many digits as fit a long for certain.
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private GivenNumber() {}

  /// Empty when `text` is none.
  public static Optional<Long> find(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
