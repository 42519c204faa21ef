package io.fleetwire.engine;

/// An outcome and where its time went.
public record Sent(Outcome outcome, Timeline timeline) {}
