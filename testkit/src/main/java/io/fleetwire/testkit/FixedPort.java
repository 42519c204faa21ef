package io.fleetwire.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A port of the loopback interface for a server that ends and comes back on it.
///
/// Where the system chooses, it chooses from the ports that it also gives to clients. While such a
/// server is away, any client may be given its port, even the one that tries to reach it and then
/// talks to itself; the server cannot come back. These ports lie below those that Linux (from
/// 32,768) and macOS (from 49,152) choose from.
public final class FixedPort {
  private static final int FIRST = 20_000;
  private static final int END = 32_768;

  /// More than there ever are tests at once on a machine.
  private static final int ATTEMPTS_MAX = 100;

  private FixedPort() {}

  /// One where nobody listens now.
  ///
  /// @throws IllegalStateException when all that were tried are taken
  public static int choose() {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      int port = FIRST + portOfTheSystem() % (END - FIRST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no free port from " + FIRST + " to " + END + " in " + ATTEMPTS_MAX + " attempts");
  }

  /// Another one each time, also for tests of other processes.
  private static int portOfTheSystem() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no port is left", e);
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
