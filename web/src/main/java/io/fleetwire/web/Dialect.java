package io.fleetwire.web;

/// The form in which a path family reports problems. Pure; safe for many threads.
@FunctionalInterface
public interface Dialect {
  Reply write(Problem problem, Request request);
}
