package io.fleetwire.engine;

import java.time.Duration;

/// Where an attempt's time went. A phase that did not happen, such as connecting on a kept-alive
/// connection, took no time.
public record Timeline(Duration resolve, Duration connect, Duration firstByte, Duration total) {
  public static final Timeline NONE =
      new Timeline(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
