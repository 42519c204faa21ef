package io.fleetwire.engine;

import java.time.Instant;

/// A step function over durable state: it takes no input, may be called at any time by anybody, and
/// does whatever there is to do now.
public interface Pump {

  /// What threads and logs call it.
  String name();

  /// Does what there is to do, and returns when it wants to be called again at the latest ({@link
  /// Instant#MAX}: not before its signal; a time that has passed, up to {@link Instant#MIN}: now).
  Instant step();

  /// Raised when there may be something to do before that.
  Signal signal();

  /// Whether it is woken about as often as there are attempts. Its thread is a virtual one then, as
  /// theirs are: to hand over between them costs no switch of a processor.
  default boolean isWokenByAttempts() {
    return false;
  }
}
