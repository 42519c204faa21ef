package io.fleetwire.apple;

/// Whom to wake: a device, by its UDID or enrolment id, or one of its users.
public record PushTarget(String deviceId, String channelId) {

  public static PushTarget device(String deviceId) {
    return new PushTarget(deviceId, deviceId);
  }

  /// `user` is the user's id, or for a Shared iPad the short name.
  public static PushTarget user(String deviceId, String user) {
    return new PushTarget(deviceId, deviceId + ":" + user);
  }
}
