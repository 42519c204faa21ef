package io.fleetwire.web;

import java.time.Duration;

/// How the server behaves towards its callers. Every bound is there so that no caller can hold more
/// than its share.
public record WebSettings(
    ListenAddress listen,
    int connectionsMax,
    Duration readTimeout,
    Duration bodyTimeout,
    Duration drain) {

  /// 4,096 connections are more than any fleet console opens; 30 s is a long time to send nothing;
  /// a megabyte takes less than 30 s on the slowest link that still works; 10 s let a request end.
  public static WebSettings standard(ListenAddress listen) {
    return new WebSettings(
        listen, 4_096, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(10));
  }
}
