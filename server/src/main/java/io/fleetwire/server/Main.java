package io.fleetwire.server;

import java.util.Optional;

/// The program's entry. Stateless.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    if (args.length == 1 && args[0].equals("version")) {
      System.out.println("fleetwire " + version() + ", Java " + Runtime.version());
    } else {
      System.err.println("fleetwire: unknown command. Known: version");
      System.exit(2);
    }
  }

  private static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("not packaged");
  }
}
