package io.fleetwire.egress;

import java.nio.file.Path;

/// Whose certificates receivers may show. Immutable.
public sealed interface Trust {

  /// The authorities that the Java runtime trusts.
  record Platform() implements Trust {}

  /// Those, and the authorities in a file of PEM certificates: labs have their own.
  record PlatformAnd(Path bundle) implements Trust {}
}
