package io.fleetwire.egress;

import io.fleetwire.engine.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A proxy through which receivers are reached, where the network lets nothing else out: by a
/// tunnel for each connection (`CONNECT`, RFC 9110 section 9.3.6), so that TLS reaches from us to
/// the receiver. It finds the receivers' names itself, and it is for its rules to say which
/// addresses it calls; of an address that stands in a URL we judge as ever.
///
/// @param credentials `USER:PASSWORD`, where the proxy wants them
/// @param blocks addresses that are called without it
/// @param names names that are called without it, each with whatever is below it
public record ForwardProxy(
    String host, int port, Optional<Secret> credentials, List<Cidr> blocks, List<String> names) {
  static final String AUTHORIZATION = "Proxy-Authorization";

  public ForwardProxy {
    blocks = List.copyOf(blocks);
    names = List.copyOf(names);
  }

  /// Whether `host`, an address or a name in lower case, is called without it. An address is
  /// compared with addresses, a name with names: it is not looked up.
  boolean leavesOut(String host) {
    return IpAddress.parse(host)
        .map(address -> blocks.stream().anyMatch(block -> block.contains(address)))
        .orElseGet(
            () -> names.stream().anyMatch(name -> host.equals(name) || host.endsWith("." + name)));
  }

  /// The same of the host that a URL names.
  boolean leavesOut(URI url) {
    return Destination.host(url).filter(this::leavesOut).isPresent();
  }

  /// The value of {@link #AUTHORIZATION} (RFC 7617), where it wants to know who asks.
  Optional<String> authorization() {
    return credentials
        .map(it -> it.reveal().getBytes(StandardCharsets.UTF_8))
        .map(it -> "Basic " + Base64.getEncoder().encodeToString(it));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
