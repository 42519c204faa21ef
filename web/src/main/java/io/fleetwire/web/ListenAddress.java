package io.fleetwire.web;

import io.fleetwire.engine.Must;

/// Where to listen. Port 0 lets the system choose.
public record ListenAddress(String host, int port) {
  public ListenAddress {
    Must.hold(!host.isBlank() && port >= 0 && port <= 65_535, "a host and a port");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
