package io.fleetwire.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Stands at the door: turns a host into addresses once, and lets none pass that policy forbids.
/// Who connects, connects to what came out of here and never asks a name server again, so that a
/// name that changes its mind between check and use (rebinding) gains nothing. Thread-safe.
///
/// A name with one forbidden address among good ones is refused as a whole: nobody's honest name
/// points to a metadata service, and picking the good ones would hide the attack from the log.
final class AddressGuard {
  private final AddressPolicy policy;
  private final Resolver resolver;
  private final Executor threads;
  private final ConcurrentMap<String, FutureTask<List<InetAddress>>> underWay =
      new ConcurrentHashMap<>();

  /// `threads` are for name servers alone: a lookup blocks the thread it runs on, also a virtual
  /// one's carrier. It may refuse work when all are busy.
  AddressGuard(AddressPolicy policy, Resolver resolver, Executor threads) {
    this.policy = policy;
    this.resolver = resolver;
    this.threads = threads;
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
      return check(host, lookup(host).get(nanos, TimeUnit.NANOSECONDS));
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

  /// One lookup per name at a time, however many attempts wait for it: a slow name holds one
  /// thread.
  private FutureTask<List<InetAddress>> lookup(String host) {
    FutureTask<List<InetAddress>> mine =
        new FutureTask<>(() -> List.copyOf(resolver.resolve(host)));
    FutureTask<List<InetAddress>> theirs = underWay.putIfAbsent(host, mine);
    if (theirs != null) {
      return theirs;
    }
    try {
      threads.execute(
          () -> {
            try {
              mine.run();
            } finally {
              underWay.remove(host, mine);
            }
          });
      return mine;
    } catch (RejectedExecutionException e) {
      underWay.remove(host, mine);
      // those who joined meanwhile must not wait for what never starts
      mine.cancel(false);
      throw e;
    }
  }
}
