package io.fleetwire.egress;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/// Tells Java's own client what our {@link Routes} tell our own.
final class ProxyChoice extends ProxySelector {
  private final ForwardProxy proxy;

  private ProxyChoice(ForwardProxy proxy) {
    this.proxy = proxy;
  }

  static ProxySelector of(ForwardProxy proxy) {
    return new ProxyChoice(proxy);
  }

  @Override
  public List<Proxy> select(URI url) {
    if (proxy.leavesOut(url)) {
      return List.of(Proxy.NO_PROXY);
    }
    // Looked up whenever it is asked for, because it may move.
    return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.host(), proxy.port())));
  }

  @Override
  public void connectFailed(URI url, SocketAddress address, IOException cause) {
    // The sender tells it as the outcome.
  }
}
