package io.fleetwire.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Turns a name into addresses. May block for as long as a name server likes.
interface Resolver {
  /// The addresses of `host`, in the order in which they should be tried; at least one.
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /// The operating system's way, with the short memory that Java has for its answers.
  static Resolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
