package io.fleetwire.egress;

import java.util.List;
import java.util.Optional;

/// Knows how each destination is reached, and to which addresses that may lead. Thread-safe.
final class Routes {
  /// The operator's own proxy may be anywhere, also on this machine.
  private static final AddressPolicy ANYWHERE =
      AddressPolicy.of(List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0")), List.of());

  private final AddressPolicy policy;
  private final Optional<ForwardProxy> proxy;
  private final AddressGuard guard;
  private final AddressGuard toProxy;

  Routes(EgressSettings settings, Lookups lookups) {
    this.policy = settings.policy();
    this.proxy = settings.proxy();
    this.guard = new AddressGuard(policy, lookups);
    this.toProxy = new AddressGuard(ANYWHERE, lookups);
  }

  Route to(Destination destination) {
    return proxy
        .filter(it -> !it.leavesOut(destination.host()))
        .<Route>map(it -> new Route.Through(destination, it))
        .orElseGet(() -> new Route.Straight(destination));
  }

  /// The addresses to connect to, found within `nanos`.
  AddressGuard.Found find(Route route, long nanos) {
    return switch (route) {
      case Route.Straight straight -> guard.find(straight.host(), nanos);
      case Route.Through through ->
          forbids(through.destination().host())
              .<AddressGuard.Found>map(AddressGuard.Forbidden::new)
              .orElseGet(() -> toProxy.find(through.host(), nanos));
    };
  }

  /// Why an address that stands in the place of a name must not be called; nothing of a name.
  Optional<String> forbids(String host) {
    return IpAddress.parse(host).flatMap(policy::forbids);
  }
}
