package io.fleetwire.engine;

/// A new delivery with its place in the sequence, and where it stands.
public record Enqueued(Delivery delivery, Placement placement) {}
