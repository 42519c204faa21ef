package io.fleetwire.lab;

import io.fleetwire.web.JsonBody;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what somebody wants of devices, in the words of the API, and notes the faults in the body:
/// what is read may be used only after {@link JsonBody#check}.
public final class DeviceBody {
  static final int CUSTOM_NAME_LENGTH_MAX = 100;

  /// A person looks at them all in a row of a table.
  private static final int TAGS_MAX = 50;

  /// The vendor's rule: at most 32 letters, digits and these, without blanks (contract 7).
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9@._+-]{1,32}");

  private static final JsonBody.Range SECONDS = new JsonBody.Range(30, 86_400);
  private static final int SECONDS_DEFAULT = 600;

  static final String TAG_RULE = "a tag has 1 to 32 letters, digits and @ . _ - +, without blanks";

  private DeviceBody() {}

  static boolean isTag(String text) {
    return TAG.matcher(text).matches();
  }

  /// What a manager may change.
  public static DeviceEdits.Managed managed(JsonBody body) {
    body.refuseOthers(Set.of("hosting", "hidden", "appiumDisabled", "forcedOffline"));
    if (!body.has("hosting")) {
      body.fault("hosting", "required: public, private or local");
    }
    return new DeviceEdits.Managed(
        LabBody.hosting(body, Hosting.LOCAL),
        body.bool("hidden", false),
        body.bool("appiumDisabled", false),
        body.bool("forcedOffline", false));
  }

  /// What its people call it; an empty name takes theirs away.
  public static String name(JsonBody body) {
    body.refuseOthers(Set.of("name"));
    boolean empty = body.node("name").isString() && body.string("name").isBlank();
    return empty ? "" : LabBody.line(body, "name", CUSTOM_NAME_LENGTH_MAX);
  }

  /// All tags that it shall have.
  public static List<String> tags(JsonBody body) {
    body.refuseOthers(Set.of("tags"));
    if (!body.has("tags")) {
      body.fault("tags", "required array of strings, which may be empty");
    }
    List<String> tags = body.findStrings("tags", TAGS_MAX).stream().distinct().toList();
    if (!tags.stream().allMatch(DeviceBody::isTag)) {
      body.fault("tags", TAG_RULE);
    }
    return tags;
  }

  /// Which devices somebody wants to retain, and until when. 30 seconds to an hour as the vendor's
  /// interface has them, up to a day as its page has them, or without end.
  public static Bookings.Wish booking(JsonBody body, Instant now) {
    body.refuseOthers(Set.of("deviceIds", "durationSeconds", "unlimited"));
    List<Long> devices = LabBody.numbers(body, "deviceIds", Bookings.DEVICES_MAX);
    if (devices.isEmpty()) {
      body.fault("deviceIds", "required array of 1 to " + Bookings.DEVICES_MAX + " numbers");
    }
    boolean unlimited = body.bool("unlimited", false);
    if (unlimited && body.has("durationSeconds")) {
      body.fault("durationSeconds", "leave it out, or unlimited");
    }
    int seconds = body.integer("durationSeconds", SECONDS, SECONDS_DEFAULT);
    return new Bookings.Wish(devices, unlimited ? Instant.MAX : now.plusSeconds(seconds));
  }

  /// What a host shall be: `hosting` is what devices become that are first seen there, `local`
  /// unless told.
  public static Host.Wish host(JsonBody body) {
    body.refuseOthers(Set.of("name", "hosting"));
    String name = LabBody.line(body, "name", Host.NAME_LENGTH_MAX);
    return new Host.Wish(name, LabBody.hosting(body, Hosting.LOCAL));
  }
}
