package io.fleetwire.engine;

/// The door out. Sends one request, once, within `budgets`, to an address that policy allows.
public interface Sender {
  /// Blocks until there is an outcome. Never throws for what a receiver or the network did; an
  /// interrupt ends it with {@link Outcome.TimedOut} and leaves the thread interrupted.
  Sent send(OutboundRequest request, Budgets budgets);
}
