package io.fleetwire.egress;

/// How a destination is reached.
sealed interface Route {
  Destination destination();

  /// Whose name or address is connected to.
  String host();

  int port();

  /// By a connection with the destination itself.
  record Straight(Destination destination) implements Route {
    @Override
    public String host() {
      return destination.host();
    }

    @Override
    public int port() {
      return destination.port();
    }
  }

  /// By a tunnel through a proxy.
  record Through(Destination destination, ForwardProxy proxy) implements Route {
    @Override
    public String host() {
      return proxy.host();
    }

    @Override
    public int port() {
      return proxy.port();
    }
  }
}
