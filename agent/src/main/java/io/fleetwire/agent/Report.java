package io.fleetwire.agent;

import java.util.Set;

/// How a device is, as the server's interface has it: the vendor's two columns, and what is seen of
/// the device. Texts are empty where nothing is known. Immutable.
record Report(String udid, Manner manner, String message, Facts facts) {
  /// The server takes no longer texts.
  private static final int TEXT_LENGTH_MAX = 200;

  Report {
    message = shortened(message);
  }

  /// What an agent can tell apart. It knows of no sessions, so of a device that is attached it says
  /// no state, and whoever knows of them has the say: those states are empty.
  enum Manner {
    ONLINE("Online", ""),
    /// Attached, and cannot be used now.
    OFFLINE("Offline", ""),
    /// Attached, and cannot be used before somebody does something.
    ERROR("Offline", "ERROR"),
    UNPLUGGED("Offline", "UNPLUGGED");

    private final String status;
    private final String state;

    Manner(String status, String state) {
      this.status = status;
      this.state = state;
    }

    String status() {
      return status;
    }

    String state() {
      return state;
    }
  }

  /// What does not change while a device is attached. `platform` is in the vendor's spelling.
  record Facts(
      String platform, String name, String model, String manufacturer, String platformVersion) {
    static final Facts ANDROID = new Facts("Android", "", "", "", "");
    static final Facts IOS = new Facts("iOS", "", "", "", "");

    /// All that the server knows of.
    static final Set<String> PLATFORMS = Set.of(ANDROID.platform(), IOS.platform());

    Facts {
      name = shortened(name);
      model = shortened(model);
      manufacturer = shortened(manufacturer);
      platformVersion = shortened(platformVersion);
    }
  }

  boolean isAttached() {
    return manner != Manner.UNPLUGGED;
  }

  /// The same device, otherwise.
  Report with(Manner next, String why) {
    return new Report(udid, next, why, facts);
  }

  /// The same, with what is known of the device from elsewhere.
  Report of(Facts known) {
    return new Report(udid, manner, message, known);
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cc}+", " ").strip();
    int length = line.codePointCount(0, line.length());
    return length <= TEXT_LENGTH_MAX
        ? line
        : line.substring(0, line.offsetByCodePoints(0, TEXT_LENGTH_MAX)).strip();
  }
}
