package io.fleetwire.bench;

import java.io.IOException;

/// How a process that a {@link Workshop} started learns that it is to end: its input ends, because
/// the parent closed it or is no more.
final class ParentWatch {
  private ParentWatch() {}

  /// Tells the parent that requests are welcome at `port`.
  static void ready(int port) {
    System.out.println(ChildProcess.READY + port);
    System.out.flush();
  }

  /// Returns when the parent wants this process to end.
  static void await() throws IOException {
    while (System.in.read() >= 0) {
      // Nothing is ever said, only ended.
    }
  }
}
