package io.fleetwire.lab;

/// What a device is, as far as it does not change by the minute. `customName` is empty where its
/// people gave it none; `width` and `height` are 0 where nobody knows. Immutable.
public record DeviceFacts(
    String name,
    String customName,
    String model,
    String manufacturer,
    Platform platform,
    String platformVersion,
    int width,
    int height,
    boolean hidden,
    boolean appiumDisabled) {

  /// The least that can be known: its platform. It is called by its UDID until somebody knows more.
  static DeviceFacts of(String udid, Platform platform) {
    return new DeviceFacts(udid, "", "", "", platform, "", 0, 0, false, false);
  }

  /// The same, by another custom name.
  DeviceFacts called(String newName) {
    return new DeviceFacts(
        name,
        newName,
        model,
        manufacturer,
        platform,
        platformVersion,
        width,
        height,
        hidden,
        appiumDisabled);
  }

  /// The same, shown otherwise.
  DeviceFacts shown(boolean nowHidden, boolean nowAppiumDisabled) {
    return new DeviceFacts(
        name,
        customName,
        model,
        manufacturer,
        platform,
        platformVersion,
        width,
        height,
        nowHidden,
        nowAppiumDisabled);
  }
}
