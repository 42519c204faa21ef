package io.fleetwire.server;

/// What a command's exit status means; the help says the same.
final class ExitStatus {
  /// Done.
  static final int OK = 0;

  /// Not done, for a reason that was told: a signature does not verify, a name is taken.
  static final int REFUSED = 1;

  /// The command line cannot be understood.
  static final int USAGE = 2;

  /// A bug, as BSD's sysexits calls it.
  static final int BUG = 70;

  /// The configuration or the database does not let it start (sysexits again).
  static final int CONFIG = 78;

  private ExitStatus() {}
}
