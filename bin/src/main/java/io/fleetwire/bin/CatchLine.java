package io.fleetwire.bin;

/// A catch in a list: without its body, of which only the size is known.
public record CatchLine(Catch caught, long bodyBytes) {}
