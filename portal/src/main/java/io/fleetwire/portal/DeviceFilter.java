package io.fleetwire.portal;

import io.fleetwire.engine.GivenNumber;
import io.fleetwire.lab.DeviceQuery;
import io.fleetwire.lab.EffectiveStatus;
import io.fleetwire.web.Request;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which devices a page shows: what its form says, and after which device it begins. What cannot be
/// meant counts as not said, as somebody who edits an address expects.
record DeviceFilter(Map<String, String> values, long after) {
  private static final int LENGTH_MAX = 200;

  DeviceFilter {
    values = Map.copyOf(values);
  }

  static DeviceFilter of(Request request) {
    Map<String, String> values = new TreeMap<>();
    for (String name :
        new String[] {"search", "status", "platform", "host", "team", "bundle", "tag", "booked"}) {
      String value = request.query(name).orElse("").strip();
      if (!value.isEmpty() && value.length() <= LENGTH_MAX) {
        values.put(name, value);
      }
    }
    return new DeviceFilter(values, number(request.query("after").orElse("")));
  }

  String value(String name) {
    return values.getOrDefault(name, "");
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  DeviceQuery query() {
    long team = number(value("team"));
    return new DeviceQuery(
        "",
        status(),
        platform(),
        "",
        Set.of(),
        "",
        anywhere(),
        value("tag"),
        team > 0 ? team : number(value("bundle")),
        number(value("host")),
        booked(),
        DeviceQuery.Flag.EITHER,
        DeviceQuery.Flag.EITHER);
  }

  /// The address of the part of the list after a device.
  String pathAfter(long device) {
    return Place.DEVICES.path() + query(device);
  }

  /// The address of this part of the list.
  String path() {
    return pathAfter(after);
  }

  /// The query of an address, with its question mark; or nothing.
  String query(long device) {
    String query =
        values.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getKey() + "=" + Here.encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    String more = device == 0 ? "" : (query.isEmpty() ? "" : "&") + "after=" + device;
    String all = query + more;
    return all.isEmpty() ? "" : "?" + all;
  }

  private String status() {
    for (EffectiveStatus status : EffectiveStatus.values()) {
      if (status.code().equals(value("status"))) {
        return status.code();
      }
    }
    return "";
  }

  private String platform() {
    return switch (value("platform")) {
      case "Android" -> "android";
      case "iOS" -> "ios";
      default -> "";
    };
  }

  private DeviceQuery.Flag booked() {
    return switch (value("booked")) {
      case "yes" -> DeviceQuery.Flag.YES;
      case "no" -> DeviceQuery.Flag.NO;
      default -> DeviceQuery.Flag.EITHER;
    };
  }

  /// Both names of a device and its UDID are searched, anywhere in them, in any case.
  private String anywhere() {
    String text = value("search");
    return text.isEmpty() ? "" : DeviceQuery.pattern("*" + text + "*");
  }

  private static long number(String text) {
    return GivenNumber.find(text).orElse(0L);
  }
}
