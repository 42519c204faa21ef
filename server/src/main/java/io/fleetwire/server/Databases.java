package io.fleetwire.server;

import io.fleetwire.engine.Secret;
import io.fleetwire.server.Kind.BadSetting;
import io.fleetwire.store.DatabaseHome;
import io.fleetwire.store.PostgresUrl;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which databases there are.
final class Databases {
  /// At most one; none is the embedded database.
  static final Kind<List<PostgresUrl>> KIND =
      new Kind<>(
          "sqlite, or postgresql://USER:PASSWORD@HOST:PORT/DATABASE; several hosts, separated by"
              + " commas, are a primary and its standbys; after a question mark, sslmode,"
              + " sslrootcert, sslcert, sslkey and currentSchema, as PostgreSQL's own programs take"
              + " them",
          Databases::read);

  /// At most one; none when the text is empty.
  static final Kind<List<Secret>> PASSWORD =
      new Kind<>(
          "a password, or nothing",
          text -> text.isEmpty() ? List.of() : List.of(new Secret(text)),
          true);

  private static final Pattern USER_AND_PASSWORD = Pattern.compile("(//[^:@/]*):.*@");

  /// As other programs write it.
  private static final Pattern OPTION = Pattern.compile("(?i)(password=)[^&]*");

  private Databases() {}

  private static List<PostgresUrl> read(String text) throws BadSetting {
    if (text.equals("sqlite")) {
      return List.of();
    }
    if (!text.startsWith("postgres")) {
      throw new BadSetting(
          "write sqlite, and choose the folder by data.dir; or write"
              + " postgresql://USER:PASSWORD@HOST:PORT/DATABASE, without jdbc: before it");
    }
    try {
      return List.of(PostgresUrl.parse(text));
    } catch (IllegalArgumentException e) {
      throw new BadSetting(String.valueOf(e.getMessage()));
    }
  }

  /// Where the settings say that it is.
  static DatabaseHome home(Path folder, List<PostgresUrl> urls, List<Secret> passwords) {
    return urls.stream()
        .map(url -> passwords.stream().findFirst().map(url::orPassword).orElse(url))
        .<DatabaseHome>map(DatabaseHome.Server::new)
        .findFirst()
        .orElseGet(() -> new DatabaseHome.Folder(folder));
  }

  /// The text of a setting as it may be shown: a password in it is not.
  static String shown(String text) {
    Matcher secret = USER_AND_PASSWORD.matcher(text);
    String shown = secret.find() ? secret.replaceFirst("$1:******@") : text;
    return OPTION.matcher(shown).replaceAll("$1******");
  }
}
