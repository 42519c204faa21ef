package io.fleetwire.web;

/// Answers the requests of one route, on a virtual thread of its own: it may block. It throws
/// {@link ProblemException} for an expected refusal.
@FunctionalInterface
public interface Handler {
  Reply handle(Request request);
}
