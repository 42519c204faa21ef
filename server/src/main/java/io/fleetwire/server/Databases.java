package io.fleetwire.server;

import io.fleetwire.server.Kind.BadSetting;

/// Which databases there are.
final class Databases {
  static final Kind<String> KIND = new Kind<>("sqlite", Databases::read);

  private Databases() {}

  private static String read(String text) throws BadSetting {
    if (text.equals("sqlite")) {
      return text;
    }
    boolean postgres = text.startsWith("postgresql:") || text.startsWith("postgres:");
    throw new BadSetting(
        postgres
            ? "PostgreSQL is not in this version; write sqlite, and choose the folder by data.dir"
            : "write sqlite, and choose the folder by data.dir");
  }
}
