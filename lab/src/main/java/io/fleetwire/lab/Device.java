package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;

/// A device of an organization. Its UDID is unique there; `host` is the number of the host that it
/// was last reported by, or 0. Immutable.
public record Device(
    long id,
    OrganizationId organization,
    String udid,
    long host,
    Hosting hosting,
    DeviceFacts facts,
    Standing standing) {
  /// An Android serial number or an Apple UDID is a third of this.
  static final int UDID_LENGTH_MAX = 128;

  /// Whether a device can have this UDID: printable ASCII without blanks, because it travels in
  /// headers.
  static boolean isUdid(String text) {
    return !text.isEmpty()
        && text.length() <= UDID_LENGTH_MAX
        && text.chars().allMatch(letter -> letter > 0x20 && letter < 0x7f);
  }

  /// Whether it hangs on a host: nobody has removed that since it was reported.
  boolean isHosted() {
    return host != 0;
  }

  Device with(Standing next) {
    return new Device(id, organization, udid, host, hosting, facts, next);
  }

  Device with(DeviceFacts next) {
    return new Device(id, organization, udid, host, hosting, next, standing);
  }

  /// Back in everybody's view: what was tidied away shows itself when it returns (contract 6.4).
  Device shown() {
    return with(facts.shown(false, facts.appiumDisabled()));
  }

  Device at(long newHost) {
    return new Device(id, organization, udid, newHost, hosting, facts, standing);
  }

  Device hosted(Hosting next) {
    return new Device(id, organization, udid, host, next, facts, standing);
  }
}
