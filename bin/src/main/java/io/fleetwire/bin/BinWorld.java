package io.fleetwire.bin;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/// The clock of bins, the chance of their addresses, and how a slow one takes its time.
public record BinWorld(InstantSource clock, SecureRandom random, Pause pause) {

  /// Lets time pass.
  @FunctionalInterface
  public interface Pause {
    void pause(Duration time) throws InterruptedException;
  }
}
