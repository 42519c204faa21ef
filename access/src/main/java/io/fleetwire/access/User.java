package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import java.util.Locale;
import java.util.regex.Pattern;

/// A person who may sign in. The email address is in lower case; `username` is another name to sign
/// in by, or empty. Who is not `enabled` is refused everywhere, and can come back. Immutable.
public record User(
    UserId id,
    OrganizationId organization,
    String email,
    String username,
    Role role,
    boolean enabled) {
  /// RFC 5321 section 4.5.3.1.3, less the angle brackets.
  private static final int EMAIL_LENGTH_MAX = 254;

  /// A name, an at sign and a host, none of them with blanks. Whether mail arrives there is another
  /// question, which no pattern answers.
  private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");

  /// No at sign, so that no name looks like somebody's address; no colon, which ends the name in
  /// HTTP Basic (RFC 7617 section 2).
  private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,63}");

  /// Whether `text` looks like an email address.
  static boolean isEmail(String text) {
    return text.length() <= EMAIL_LENGTH_MAX && EMAIL.matcher(text).matches();
  }

  /// Whether `text` can be a user name: 2 to 64 small letters, digits, dots, dashes, underscores.
  static boolean isUsername(String text) {
    return USERNAME.matcher(text).matches();
  }

  /// The form in which addresses are compared: people do not remember how they wrote theirs.
  static String normalEmail(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /// This person as a caller.
  public Principal principal() {
    return new Principal(
        organization,
        Scopes.NONE,
        email,
        Principal.Kind.USER,
        new Principal.Person(id.value(), role.permissions()));
  }
}
