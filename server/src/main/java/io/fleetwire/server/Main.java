package io.fleetwire.server;

/// Where the process begins.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    int status = new CommandLines(Console.system()).run(arguments);
    LogSetup.end();
    // A shutdown that is under way waits for this thread's work, and its own exit status counts.
    if (status != ExitStatus.OK) {
      System.exit(status);
    }
  }
}
