package io.fleetwire.apple;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A device and the certificate that it is known by. `product` and `osVersion` are as it said when
/// it enrolled, or empty.
record PinnedDevice(String deviceId, String print, String product, String osVersion) {
  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})(?:\\.(\\d{1,4}))?.*");

  /// Whether it knows the error `com.apple.unrecognized.device`, which Apple wants in the place of
  /// 401 since iOS 17, macOS 14, watchOS 10 and visionOS 1.1. Who does not say what it is is taken
  /// for new.
  boolean isModern() {
    Matcher version = VERSION.matcher(osVersion);
    if (!version.matches()) {
      return true;
    }
    int major = Integer.parseInt(version.group(1));
    int minor = Optional.ofNullable(version.group(2)).map(Integer::parseInt).orElse(0);
    String name = product.toLowerCase(Locale.ROOT);
    if (name.startsWith("realitydevice")) {
      return major > 1 || minor >= 1;
    }
    if (name.startsWith("watch")) {
      return major >= 10;
    }
    boolean phone =
        name.startsWith("iphone")
            || name.startsWith("ipad")
            || name.startsWith("ipod")
            || name.startsWith("appletv");
    return major >= (phone ? 17 : 14);
  }
}
