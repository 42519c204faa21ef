package io.fleetwire.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/// Stands at the door: turns a host into addresses once, and lets none pass that policy forbids.
/// Who connects, connects to what came out of here and never asks a name server again, so that a
/// name that changes its mind between check and use (rebinding) gains nothing. Thread-safe.
///
/// A name with one forbidden address among good ones is refused as a whole: nobody's honest name
/// points to a metadata service, and picking the good ones would hide the attack from the log.
final class AddressGuard {
  private final AddressPolicy policy;
  private final Lookups lookups;

  AddressGuard(AddressPolicy policy, Lookups lookups) {
    this.policy = policy;
    this.lookups = lookups;
  }

  /// What was found.
  sealed interface Found {}

  /// Every one of these may be called; at least one.
  record Open(List<InetAddress> addresses) implements Found {}

  record Forbidden(String reason) implements Found {}

  record NoSuchName(String host) implements Found {}

  record TooSlow() implements Found {}

  /// Finds the addresses of `host` within `nanos`. An interrupt ends it with {@link TooSlow} and
  /// leaves the thread interrupted.
  Found find(String host, long nanos) {
    Optional<IpAddress> literal = IpAddress.parse(host);
    if (literal.isPresent()) {
      return policy
          .forbids(literal.get())
          .<Found>map(Forbidden::new)
          .orElseGet(() -> new Open(List.of(InetAddress.ofLiteral(host))));
    }
    try {
      return check(host, lookups.find(host, nanos));
    } catch (ExecutionException e) {
      return notFound(host, e);
    } catch (TimeoutException | RejectedExecutionException | CancellationException _) {
      return new TooSlow();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new TooSlow();
    }
  }

  private static Found notFound(String host, ExecutionException e) {
    if (e.getCause() instanceof UnknownHostException) {
      return new NoSuchName(host);
    }
    throw new AssertionError("a lookup of " + host + " failed", e);
  }

  private Found check(String host, List<InetAddress> addresses) {
    for (InetAddress address : addresses) {
      Optional<String> reason = policy.forbids(address);
      if (reason.isPresent()) {
        return new Forbidden(host + " has a forbidden address: " + reason.get());
      }
    }
    return new Open(addresses);
  }
}
