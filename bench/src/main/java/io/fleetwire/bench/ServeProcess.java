package io.fleetwire.bench;

import io.fleetwire.server.Main;
import java.io.IOException;

/// The whole server, which ends when its input does. Arguments: those of the server.
final class ServeProcess {
  private ServeProcess() {}

  public static void main(String[] arguments) {
    Thread.ofPlatform().daemon().name("parent-watch").start(ServeProcess::endWithTheParent);
    Main.main(arguments);
  }

  private static void endWithTheParent() {
    try {
      ParentWatch.await();
    } catch (IOException e) {
      System.err.println("the parent cannot be heard: " + e);
    }
    System.exit(0);
  }
}
