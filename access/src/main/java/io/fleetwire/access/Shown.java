package io.fleetwire.access;

import io.fleetwire.engine.Secret;

/// A secret that is shown once.
public sealed interface Shown {

  /// It was made just now.
  record Now(Secret secret) implements Shown {}

  /// It was made earlier, and only its hash is left.
  record Before() implements Shown {}
}
