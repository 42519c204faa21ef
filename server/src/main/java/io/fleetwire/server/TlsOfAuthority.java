package io.fleetwire.server;

import io.fleetwire.apple.AppleService;
import io.fleetwire.engine.TlsIdentity;
import io.fleetwire.web.ListenAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A certificate of the server's own authority, new at every start and long before it ends. Its key
/// is never written down.
final class TlsOfAuthority implements TlsSource {
  /// Three months are enough for whoever looks at a certificate to see that all is well.
  private static final Duration EARLY = Duration.ofDays(90);

  private final AppleService authority;
  private final List<String> names;
  private Instant renewAt = Instant.MIN;

  /// `names` are all names of DNS and addresses by which the server may be called.
  TlsOfAuthority(AppleService authority, List<String> names) {
    this.authority = authority;
    this.names = List.copyOf(names);
  }

  /// How a server that listens at `listen` and is called `publicUrl` may be called.
  static List<String> names(Config.Server server) {
    Set<String> names = new LinkedHashSet<>();
    server.publicUrl().map(URI::getHost).ifPresent(names::add);
    server
        .tls()
        .listen()
        .map(ListenAddress::host)
        .filter(TlsOfAuthority::isOne)
        .ifPresent(names::add);
    names.addAll(List.of("localhost", "127.0.0.1", "::1"));
    return names.stream().map(name -> name.replaceAll("[\\[\\]]", "")).distinct().toList();
  }

  /// Whether it is the name of one address, not of all.
  private static boolean isOne(String host) {
    try {
      return !InetAddress.ofLiteral(host).isAnyLocalAddress();
    } catch (IllegalArgumentException _) {
      return true;
    }
  }

  @Override
  public TlsIdentity first(Instant now) {
    TlsIdentity issued = authority.serverIdentity(names);
    renewAt = issued.chain().getFirst().getNotAfter().toInstant().minus(EARLY);
    return issued;
  }

  @Override
  public Optional<TlsIdentity> next(Instant now) {
    return now.isBefore(renewAt) ? Optional.empty() : Optional.of(first(now));
  }
}
