package io.fleetwire.server;

/// Writes the reference page of the settings from the table that they are read by.
final class ConfigDocs {
  private static final String HEAD =
      """
      # Configuration

      This page is made from the table of settings in `server`; a test compares the two.

      Settings come from four places. Each wins over the ones before it:

      1. the defaults below;
      2. one file in [TOML](https://toml.io): `fleetwire serve --config FILE`;
      3. the environment, by a mechanical rule: `egress.allow` is `FLEETWIRE_EGRESS_ALLOW`, and
         `server.public-url` is `FLEETWIRE_SERVER_PUBLIC_URL`. Lists are separated by commas;
      4. the command line: `--listen`, `--data`, `--database`, `--public-url`, `--webhook-url`.

      Times and sizes carry their unit. A setting that does not exist, or that cannot be read, is
      reported together with all others like it, and the server does not start (exit status 78).
      Secrets are made by the server and kept in its database, but for the password of that
      database.

      ```toml
      [server]
      listen = "0.0.0.0:8080"
      public-url = "https://fleet.example.com"

      [egress]
      deny = ["10.20.0.0/16"]

      [log]
      level = "warn"
      ```
      """;

  private ConfigDocs() {}

  static String write() {
    StringBuilder page = new StringBuilder(HEAD);
    String section = "";
    for (Key<?> key : Keys.ALL) {
      if (!key.section().equals(section)) {
        section = key.section();
        page.append("\n## ").append(section).append('\n');
      }
      page.append("\n### `").append(key.name()).append("`\n\n");
      page.append(key.help()).append("\n\n");
      page.append("- Default: ").append(fallback(key)).append('\n');
      page.append("- Write: ").append(key.kind().form()).append('\n');
      page.append("- Environment: `").append(key.variable()).append("`\n");
    }
    return page.toString();
  }

  private static String fallback(Key<?> key) {
    return key.fallback().isEmpty() ? "nothing" : "`" + key.fallback() + "`";
  }
}
