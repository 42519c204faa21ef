package io.fleetwire.lab;

import io.fleetwire.engine.Must;
import java.time.Duration;

/// What an operator may choose. `hostPatience` is how long a host may be silent before it counts as
/// down.
public record LabSettings(Duration hostPatience) {
  /// Agents send a heartbeat each ten seconds; six that are missing are no accident.
  public static final LabSettings STANDARD = new LabSettings(Duration.ofMinutes(1));

  public LabSettings {
    Must.hold(hostPatience.isPositive(), "patience is positive");
  }
}
