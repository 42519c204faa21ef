package io.fleetwire.server;

import java.util.Optional;

/// What was built, as the jar's manifest says.
record BuildFacts(String version) {
  static BuildFacts read() {
    return new BuildFacts(
        Optional.ofNullable(BuildFacts.class.getPackage().getImplementationVersion())
            .orElse("development"));
  }
}
