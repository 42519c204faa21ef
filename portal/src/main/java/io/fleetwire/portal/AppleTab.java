package io.fleetwire.portal;

import java.util.List;

/// The pages of Apple devices.
final class AppleTab {
  static final Tab DEVICES = new Tab("Devices", Place.APPLE.path());
  static final Tab CALLS = new Tab("Webhook log", Place.APPLE.path() + "/webhooks");

  private static final List<Tab> ALL = List.of(DEVICES, CALLS);

  private AppleTab() {}

  static Tab.Bar bar(Tab current) {
    return new Tab.Bar("Apple devices", ALL, current);
  }
}
