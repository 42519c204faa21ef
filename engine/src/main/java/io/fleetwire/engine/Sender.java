package io.fleetwire.engine;

import java.net.URI;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The door out. Sends one request, once, within `budgets`, to an address that policy allows.
public interface Sender extends AddressRule {
  /// Whoever sends by this may always send.
  BooleanSupplier ALWAYS = () -> true;

  /// How a request ends that was ready, and then was not to be sent any more.
  Outcome FORBIDDEN = new Outcome.NotComposed("not this server's to send any more");

  /// Blocks until there is an outcome. Never throws for what a receiver or the network did; an
  /// interrupt ends it with {@link Outcome.TimedOut} and leaves the thread interrupted.
  ///
  /// `mayGo` is asked once, when there is a connection and the next thing is the first byte of the
  /// request: finding a name, connecting and TLS may take longer than whatever allowed the request
  /// lasts. When it says no, nothing is sent, and the outcome is {@link #FORBIDDEN}.
  Sent send(OutboundRequest request, Budgets budgets, BooleanSupplier mayGo);

  /// Sends what nobody can forbid meanwhile.
  default Sent send(OutboundRequest request, Budgets budgets) {
    return send(request, budgets, ALWAYS);
  }

  /// A door without a policy forbids nothing.
  @Override
  default Optional<String> forbids(URI url) {
    return Optional.empty();
  }
}
