package io.fleetwire.agent;

import io.fleetwire.agent.Report.Facts;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an Android device says of itself: the output of `getprop`.
final class AdbProperties {
  private static final Pattern LINE = Pattern.compile("\\[([^]]{1,100})]: \\[(.{0,500})]");

  private AdbProperties() {}

  /// The facts in `output`; where it says nothing, those of the list. A market's name, where its
  /// maker gives one, is what people call it.
  static Facts over(Facts listed, String output) {
    Map<String, String> found = new HashMap<>();
    output
        .lines()
        .map(line -> LINE.matcher(line.strip()))
        .filter(Matcher::matches)
        .forEach(line -> found.put(line.group(1), line.group(2)));
    String model = found.getOrDefault("ro.product.model", listed.model());
    return new Facts(
        listed.platform(),
        found.getOrDefault("ro.product.marketname", model),
        model,
        found.getOrDefault("ro.product.manufacturer", ""),
        found.getOrDefault("ro.build.version.release", ""));
  }
}
