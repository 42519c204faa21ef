package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import java.util.Locale;
import java.util.regex.Pattern;

/// A person who may sign in. The email address is in lower case. Immutable.
public record User(UserId id, OrganizationId organization, String email, Role role) {
  /// RFC 5321 section 4.5.3.1.3, less the angle brackets.
  private static final int EMAIL_LENGTH_MAX = 254;

  /// A name, an at sign and a host, none of them with blanks. Whether mail arrives there is another
  /// question, which no pattern answers.
  private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");

  /// Whether `text` looks like an email address.
  public static boolean isEmail(String text) {
    return text.length() <= EMAIL_LENGTH_MAX && EMAIL.matcher(text).matches();
  }

  /// The form in which addresses are compared: people do not remember how they wrote theirs.
  static String normalEmail(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
