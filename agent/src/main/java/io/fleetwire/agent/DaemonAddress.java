package io.fleetwire.agent;

import java.nio.file.Path;

/// Where a daemon of this machine listens.
public sealed interface DaemonAddress {

  record Tcp(String host, int port) implements DaemonAddress {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  record Unix(Path path) implements DaemonAddress {
    @Override
    public String toString() {
      return path.toString();
    }
  }
}
