package io.fleetwire.portal;

import io.fleetwire.apple.AppleBook.Channel;
import java.time.Duration;
import java.time.Instant;

/// A device that is enrolled, or one of its users, worded.
record AppleRow(
    Channel channel, Badge state, String enrolled, Moment seen, Badge certificate, Moment until) {
  /// As early as somebody who has to renew it wants to know.
  private static final Duration NEAR = Duration.ofDays(30);

  static AppleRow of(Channel channel, Instant now) {
    return new AppleRow(
        channel,
        state(channel),
        channel.enrolledAt().map(at -> Moment.of(at, now).relative()).orElse(""),
        Moment.of(channel.seenAt(), now),
        left(channel.certificateUntil(), now),
        Moment.of(channel.certificateUntil(), now));
  }

  String path() {
    return path(channel.channelId());
  }

  /// Devices choose their identifiers: whatever they are, they are one segment.
  static String path(String channelId) {
    String segment = Here.encoded(channelId).replace("+", "%20");
    return AppleTab.DEVICES.path() + "/devices/" + segment;
  }

  String callsPath() {
    return path() + "/webhooks";
  }

  boolean isUser() {
    return !channel.channelId().equals(channel.deviceId());
  }

  /// What people know it by.
  String title() {
    if (isUser()) {
      String name = channel.user().shortName();
      return name.isEmpty() ? channel.user().id() : name;
    }
    String name = channel.facts().name();
    return name.isEmpty() ? serial() : name;
  }

  /// Devices of their users do not tell theirs.
  String serial() {
    String serial = channel.facts().serial();
    return serial.isEmpty() ? channel.channelId() : serial;
  }

  private static Badge state(Channel channel) {
    return switch (channel.state()) {
      case ENROLLING -> new Badge("Enrolling", "busy");
      case ENROLLED -> new Badge("Enrolled", "good");
      case LEFT -> new Badge("Left", "");
    };
  }

  /// How long a certificate lasts.
  static Badge left(Instant until, Instant now) {
    Duration left = Duration.between(now, until);
    if (left.isNegative()) {
      return new Badge("Expired", "bad");
    }
    return new Badge(Amounts.duration(left) + " left", isNear(until, now) ? "busy" : "info");
  }

  /// Whether it must be renewed by now.
  static boolean isNear(Instant until, Instant now) {
    return until.isBefore(now.plus(NEAR));
  }
}
