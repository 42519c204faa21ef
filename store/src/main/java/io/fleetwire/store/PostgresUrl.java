package io.fleetwire.store;

import io.fleetwire.engine.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a PostgreSQL database is, and who we are there:
/// `postgresql://user:password@host:port/database?sslmode=verify-full`. Several hosts, separated by
/// commas, are one primary and its standbys. Prints without the password.
///
/// @param hosts as they were written, each with its port where it has one
/// @param options as the driver takes them
public record PostgresUrl(
    String hosts,
    String database,
    String user,
    Optional<Secret> password,
    Map<String, String> options) {

  /// What may be asked of a connection besides; their meaning is libpq's,
  /// <https://www.postgresql.org/docs/current/libpq-connect.html>.
  private static final Set<String> OPTIONS =
      Set.of("sslmode", "sslrootcert", "sslcert", "sslkey", "currentSchema");

  private static final String HOST = "(?:\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?";
  private static final Pattern FORM =
      Pattern.compile(
          "postgres(?:ql)?://(?<user>[^:@/]+)(?::(?<password>[^@/]*))?@"
              + "(?<hosts>"
              + HOST
              + "(?:,"
              + HOST
              + ")*)/(?<database>[^/?#]+)(?:\\?(?<options>.*))?");

  public PostgresUrl {
    options = Map.copyOf(options);
  }

  /// Reads a URL. Throws {@link IllegalArgumentException}, which says what to write, without
  /// repeating the password.
  public static PostgresUrl parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "write postgresql://USER:PASSWORD@HOST:PORT/DATABASE, in which @, : and / of a user or a"
              + " password are %40, %3A and %2F; the password may be left out");
    }
    String options = parts.group("options");
    return new PostgresUrl(
        parts.group("hosts"),
        decoded(parts.group("database")),
        decoded(parts.group("user")),
        Optional.ofNullable(parts.group("password")).map(PostgresUrl::decoded).map(Secret::new),
        options == null ? Map.of() : options(options));
  }

  private static Map<String, String> options(String text) {
    Map<String, String> options = new TreeMap<>();
    for (String option : text.split("&")) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      if (equals < 0 || !OPTIONS.contains(name)) {
        throw new IllegalArgumentException(
            "after the question mark, write NAME=VALUE with a name of "
                + String.join(", ", new TreeSet<>(OPTIONS)));
      }
      options.put(name, decoded(option.substring(equals + 1)));
    }
    return options;
  }

  private static String decoded(String text) {
    // A plus is a plus here: this is no form.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// The same with this password, unless it has one.
  public PostgresUrl orPassword(Secret other) {
    return new PostgresUrl(
        hosts, database, user, password.isPresent() ? password : Optional.of(other), options);
  }

  @Override
  public String toString() {
    return "postgresql://" + user + "@" + hosts + "/" + database;
  }
}
