package io.fleetwire.lab;

import io.fleetwire.engine.Must;
import java.time.Duration;

/// What an operator may choose. `hostPatience` is how long a host may be silent before it counts as
/// down; `historyKept` is how long it is remembered what became of devices.
public record LabSettings(Duration hostPatience, Duration historyKept) {
  /// Agents send a heartbeat each ten seconds; six that are missing are no accident. A month is as
  /// long as what was told is remembered.
  static final LabSettings STANDARD = new LabSettings(Duration.ofMinutes(1), Duration.ofDays(30));

  public LabSettings {
    Must.hold(hostPatience.isPositive(), "patience is positive");
    Must.hold(historyKept.isPositive(), "history is kept for a while");
  }
}
