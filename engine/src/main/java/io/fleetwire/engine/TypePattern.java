package io.fleetwire.engine;

/// Which types of events are meant: one by its name, all below a prefix (`device.*`), or all (`*`).
///
/// Types that begin with `fleetwire.` are this server's own: they tell of endpoints and deliveries,
/// and are meant only by a pattern that begins so too. Who asks for everything that happens to a
/// fleet does not ask for that.
public record TypePattern(String text) {
  /// What this server's own types begin with.
  public static final String OPERATIONAL = "fleetwire.";

  private static final String ALL = "*";
  private static final String ALL_BELOW = ".*";

  public TypePattern {
    Must.hold(isValid(text), "a pattern is a type, a prefix with .* behind it, or *");
  }

  /// Whether `text` can be a pattern.
  public static boolean isValid(String text) {
    String fixed = fixedPart(text);
    boolean isOnlyStar = text.equals(ALL);
    return isOnlyStar
        || (!fixed.isBlank() && fixed.indexOf('*') < 0 && text.length() <= EventType.LENGTH_MAX);
  }

  /// The pattern that means `type` and nothing else.
  public static TypePattern of(EventType type) {
    return new TypePattern(type.name());
  }

  /// Whether `type` is meant.
  boolean matches(EventType type) {
    String name = type.name();
    if (text.equals(ALL)) {
      return !isOperational(type);
    }
    // Compared in place: this is asked for every event and every endpoint of an organization.
    return text.endsWith(ALL_BELOW)
        ? name.regionMatches(0, text, 0, text.length() - 1)
        : name.equals(text);
  }

  /// Whether this means one type alone.
  public boolean isName() {
    return text.indexOf('*') < 0;
  }

  /// What the name of every type begins with that is meant, which may be nothing.
  public String start() {
    return isName() ? text : text.substring(0, text.length() - 1);
  }

  /// Whether `type` is one of this server's own.
  static boolean isOperational(EventType type) {
    return type.name().startsWith(OPERATIONAL);
  }

  private static String fixedPart(String text) {
    return text.endsWith(ALL_BELOW) ? text.substring(0, text.length() - ALL_BELOW.length()) : text;
  }

  @Override
  public String toString() {
    return text;
  }
}
