package io.fleetwire.engine;

/// A delivery that may be attempted now, with its event at hand.
public record Ready(Delivery delivery, Event event) {}
