package io.fleetwire.bench;

import io.fleetwire.engine.Must;
import java.time.Duration;

/// What a run of the load harness does. Every number in it is bounded, so that a run ends.
record LoadPlan(
    Path path,
    Signing signing,
    Load load,
    Timing timing,
    int endpoints,
    boolean baseline,
    EngineUnderTest.Data data) {
  /// Each endpoint is a port of the receiver.
  static final int ENDPOINTS_MAX = 1_000;

  static final int CONNECTIONS_MAX = 1_000;
  static final int PER_SECOND_MAX = 1_000_000;

  /// With windows of a minute at most, a run of two parts ends within the hour.
  static final int WINDOWS_MAX = 20;

  LoadPlan {
    Must.hold(endpoints >= 1 && endpoints <= ENDPOINTS_MAX, "there are 1 to 1,000 endpoints");
  }

  /// Which way the events go.
  enum Path {
    /// From the generator straight to the receiver.
    HARNESS,
    /// Through the engine, on the embedded store or the database that is named.
    ENGINE,
    /// Through the whole server, as uploads of one device each, signed by RSA.
    KNOX
  }

  /// How events are sent. `perSecond` is 0 for as many as the server takes; `thenHalf` adds a
  /// second part at half of what that was.
  record Load(int perSecond, boolean thenHalf, Generator.Limits limits) {
    Load {
      Must.hold(perSecond >= 0 && perSecond <= PER_SECOND_MAX, "a rate is at most a million");
      Must.hold(
          limits.connections() >= 1 && limits.connections() <= CONNECTIONS_MAX,
          "there are 1 to 1,000 connections");
    }

    Pace pace() {
      return perSecond == 0 ? new Pace.Flood() : new Pace.Steady(perSecond);
    }
  }

  /// How long: what happens in the warm-up is not counted.
  record Timing(Duration warmUp, Duration window, int windows) {
    Timing {
      Must.hold(windows >= 1 && windows <= WINDOWS_MAX, "there are 1 to 20 windows");
    }
  }
}
