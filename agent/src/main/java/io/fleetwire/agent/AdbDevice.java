package io.fleetwire.agent;

import io.fleetwire.agent.Report.Facts;
import io.fleetwire.agent.Report.Manner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A line of an adb server's list: a serial number, a state in adb's words, and what else it says.
/// Immutable.
record AdbDevice(String serial, String state, String model) {
  private static final String NO_PERMISSIONS = "no permissions";
  private static final String MODEL = "model:";

  /// Reads a list as `host:track-devices-l` sends it. Lines that are none are left out: adb has
  /// added to them before.
  static List<AdbDevice> parse(String list) {
    List<AdbDevice> devices = new ArrayList<>();
    list.lines().forEach(line -> parseLine(line.strip()).ifPresent(devices::add));
    return devices;
  }

  /// `serial state key:value key:value`; the serial is `????????????` or `(no serial number)` where
  /// a device has none.
  private static Optional<AdbDevice> parseLine(String line) {
    String[] parts = line.split("\\s+", 2);
    if (parts.length < 2 || line.startsWith("(") || line.startsWith("?")) {
      return Optional.empty();
    }
    String serial = parts[0];
    String rest = parts[1];
    if (!serial.chars().allMatch(c -> c > 0x20 && c < 0x7f) || serial.length() > 128) {
      return Optional.empty();
    }
    String state = rest.startsWith(NO_PERMISSIONS) ? NO_PERMISSIONS : rest.split("\\s+", 2)[0];
    String model = "";
    for (String word : rest.split("\\s+")) {
      if (word.startsWith(MODEL)) {
        model = word.substring(MODEL.length()).replace('_', ' ');
      }
    }
    return Optional.of(new AdbDevice(serial, state, model));
  }

  /// How the device is for its people; empty while it is on its way between two states.
  Optional<Manner> manner() {
    return switch (state) {
      case "device" -> Optional.of(Manner.ONLINE);
      case "unauthorized", NO_PERMISSIONS -> Optional.of(Manner.ERROR);
      case "connecting", "authorizing", "detached" -> Optional.empty();
      // offline, recovery, rescue, sideload, bootloader, and what adb may think of next
      default -> Optional.of(Manner.OFFLINE);
    };
  }

  /// Why, and what to do.
  String message() {
    return switch (state) {
      case "device" -> "";
      case "unauthorized" -> "adb: unauthorized; allow USB debugging for this host on the device";
      case NO_PERMISSIONS -> "adb: no permissions; the host needs a udev rule for the device";
      default -> "adb: " + state;
    };
  }

  /// What the list alone says of it.
  Facts facts() {
    return new Facts("Android", model, model, "", "");
  }
}
