package io.fleetwire.egress;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.CallbackUrl;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Sender;
import io.fleetwire.engine.Sent;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Sends webhooks by HTTP/1.1. Thread-safe; one for the whole process.
///
/// Never follows a redirect and never sends a request twice: what must be repeated is decided where
/// the delivery's history is known. Call it on a virtual thread.
public final class HttpSender implements Sender, AutoCloseable {
  /// Who reads it may not be who may change it, and learns what to ask for.
  private static final String ADVICE =
      "egress.allow and egress.deny in this server's configuration say what may be";

  private final Routes routes;
  private final RequestWriter writer;
  private final Dialer dialer;
  private final ConnectionPool pool;
  private final Watchdog watchdog;

  private HttpSender(EgressSettings settings, Resolver resolver) {
    this.routes = new Routes(settings, Lookups.by(resolver));
    this.writer = new RequestWriter(settings.userAgent());
    this.pool = new ConnectionPool(settings.pool());
    this.watchdog = new Watchdog(pool::sweep);
    this.dialer = new Dialer(routes, TlsClient.open(settings.trust()), watchdog);
  }

  /// A sender that may be used at once. Throws {@link EgressSetupException} when the file of
  /// certificates cannot be used.
  public static HttpSender open(EgressSettings settings) {
    return open(settings, Resolver.system());
  }

  static HttpSender open(EgressSettings settings, Resolver resolver) {
    HttpSender sender = new HttpSender(settings, resolver);
    sender.watchdog.start();
    return sender;
  }

  @Override
  public Sent send(OutboundRequest request, Budgets budgets, BooleanSupplier mayGo) {
    AttemptClock clock = new AttemptClock(budgets);
    Optional<Destination> destination = Destination.find(request);
    if (destination.isEmpty()) {
      String fault = faultOf(request.url()).orElse("names no host");
      return new Sent(new Outcome.Blocked("the URL " + fault), clock.timeline());
    }
    Outcome outcome =
        switch (writer.write(request)) {
          case RequestWriter.Ready ready ->
              send(request.url(), new Errand(destination.get(), ready, clock, mayGo));
          case RequestWriter.Unwritable unwritable -> new Outcome.NotComposed(unwritable.reason());
        };
    boolean wasInterrupted = Thread.currentThread().isInterrupted();
    return new Sent(
        wasInterrupted ? new Outcome.TimedOut(Outcome.Phase.TOTAL) : outcome, clock.timeline());
  }

  /// Judges addresses by the policy that every attempt goes by, and leaves names to the attempts.
  @Override
  public Optional<String> forbids(URI url) {
    return Destination.host(url)
        .flatMap(routes::forbids)
        .map(why -> "must not be called: " + why + "; " + ADVICE);
  }

  /// One request on its way to a connection.
  private record Errand(
      Destination destination,
      RequestWriter.Ready request,
      AttemptClock clock,
      BooleanSupplier mayGo) {}

  private Outcome send(URI url, Errand errand) {
    Optional<Connection> pooled = pool.take(errand.destination());
    if (pooled.isPresent()) {
      return exchange(errand, pooled.get());
    }
    Optional<String> fault = faultOf(url);
    if (fault.isPresent()) {
      return new Outcome.Blocked("the URL " + fault.get());
    }
    return switch (dialer.dial(errand.destination(), errand.clock())) {
      case Dialer.Connected connected -> exchange(errand, connected.connection());
      case Dialer.NotConnected failed -> failed.outcome();
    };
  }

  private static Optional<String> faultOf(URI url) {
    return switch (CallbackUrl.check(url.toString())) {
      case CallbackUrl.Fit _ -> Optional.empty();
      case CallbackUrl.Unfit unfit -> Optional.of(unfit.reason());
    };
  }

  private Outcome exchange(Errand errand, Connection connection) {
    if (!errand.mayGo().getAsBoolean()) {
      connection.close();
      return Sender.FORBIDDEN;
    }
    try {
      return connection.exchange(errand.request(), errand.clock());
    } catch (IOException e) {
      return Failures.outcome(e, errand.clock().phase(), connection.isLate());
    } finally {
      pool.giveBack(errand.destination(), connection);
    }
  }

  /// Closes every idle connection; requests under way end by their budgets.
  @Override
  public void close() {
    pool.close();
    watchdog.close();
  }
}
