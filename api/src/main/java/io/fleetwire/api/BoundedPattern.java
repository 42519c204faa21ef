package io.fleetwire.api;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/// A pattern of a customer's schema. A pattern can be written so that a short text keeps a
/// processor busy for years; so it may look at a bounded number of letters, and what takes longer
/// does not match. Nor does what goes too deep: `(a|b)*` remembers on the stack where it was for
/// each letter. Immutable.
final class BoundedPattern implements RegularExpression {
  /// A millisecond or two. A pattern that is no attack looks at each letter a few times.
  private static final int LOOKS_MAX = 1_000_000;

  private final Pattern pattern;

  BoundedPattern(String text) {
    this.pattern = Pattern.compile(text);
  }

  @Override
  public boolean matches(String value) {
    try {
      return pattern.matcher(new Watched(value)).find();
    } catch (TooLongException | StackOverflowError _) {
      // The error is the only way in which `java.util.regex` says that it went too deep.
      return false;
    }
  }

  /// A text that counts how often it is looked at. Confined to one call.
  private static final class Watched implements CharSequence {
    private final String text;
    private int left = LOOKS_MAX;

    Watched(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      left--;
      if (left < 0) {
        throw new TooLongException();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final class TooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLongException() {
      super("", null, false, false);
    }
  }
}
