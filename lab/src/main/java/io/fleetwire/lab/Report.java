package io.fleetwire.lab;

import io.fleetwire.web.JsonBody;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// How one device is, as its host's agent says. `sequence` numbers the reports of an agent; texts
/// that are empty say nothing new. Immutable.
record Report(long sequence, Instant at, String udid, Columns columns, Seen seen) {
  /// As long as any market's name for a phone; longer ones would fatten every callback.
  static final int TEXT_LENGTH_MAX = 200;

  /// The vendor's two columns, and why. Whoever watches cables sees no sessions, and says nothing
  /// of the state of a device that is attached; whoever runs sessions sees no cables, and says
  /// nothing of the status.
  record Columns(Optional<VendorStatus> status, Optional<VendorState> state, String message) {

    /// What is said now of a device that was so before, and is on the `same` host.
    Standing over(Standing before, boolean same) {
      return status.map(said -> cable(before, said, same)).orElseGet(() -> session(before));
    }

    /// A session that this reporter knows nothing of goes on; it ends with the cable.
    private Standing cable(Standing before, VendorStatus said, boolean same) {
      VendorState session =
          same && before.state() == VendorState.UTILIZING
              ? VendorState.UTILIZING
              : VendorState.ACTIVATED;
      return before.with(said, state.orElse(session), message);
    }

    /// Nothing that happens in a session plugs a cable in, or repairs what cannot be reached.
    private Standing session(Standing before) {
      boolean unplugged = before.state() == VendorState.UNPLUGGED;
      VendorState next = unplugged ? before.state() : state.orElse(before.state());
      return before.with(before.status(), next, message.isEmpty() ? before.message() : message);
    }

    /// Whether it tells where the device hangs.
    boolean isOfCables() {
      return status.isPresent();
    }

    boolean isUnplugged() {
      return state.filter(VendorState.UNPLUGGED::equals).isPresent();
    }
  }

  /// What the agent sees of the device itself.
  record Seen(
      Platform platform, String name, String model, String manufacturer, String platformVersion) {

    /// `facts` with what is seen now.
    DeviceFacts over(DeviceFacts facts) {
      return new DeviceFacts(
          otherwise(name, facts.name()),
          facts.customName(),
          otherwise(model, facts.model()),
          otherwise(manufacturer, facts.manufacturer()),
          facts.platform(),
          otherwise(platformVersion, facts.platformVersion()),
          facts.width(),
          facts.height(),
          facts.hidden(),
          facts.appiumDisabled());
    }

    private static String otherwise(String text, String before) {
      return text.isEmpty() ? before : text;
    }
  }

  /// Reads one element of a batch and notes its faults there. Members that nobody knows are
  /// ignored: agents may be newer than the server. `now` bounds its time, because an agent's clock
  /// may be wrong.
  static Report read(JsonBody body, Instant now) {
    long sequence = body.number("sequence", 1, ReportBatch.SEQUENCE_MAX);
    String udid = body.string("udid");
    if (body.node("udid").isString() && !Device.isUdid(udid)) {
      body.fault("udid", "1 to " + Device.UDID_LENGTH_MAX + " visible ASCII characters");
    }
    return new Report(sequence, at(body, now), udid, columns(body), seen(body));
  }

  private static Columns columns(JsonBody body) {
    Optional<String> said = body.findString("status");
    Optional<VendorStatus> status = said.flatMap(VendorStatus::find);
    if (said.isPresent() && status.isEmpty()) {
      body.fault("status", "Online or Offline; or left out");
    }
    Optional<String> word = body.findString("state");
    Optional<VendorState> state = word.flatMap(VendorState::find);
    if (word.isPresent() && state.isEmpty()) {
      body.fault("state", "ACTIVATED, UTILIZING, UNPLUGGED or ERROR; or left out");
    }
    return new Columns(status, state, text(body, "message"));
  }

  private static Seen seen(JsonBody body) {
    String platform = body.string("platform");
    if (body.node("platform").isString() && Platform.find(platform).isEmpty()) {
      body.fault("platform", "Android or iOS");
    }
    return new Seen(
        Platform.find(platform).orElse(Platform.ANDROID),
        text(body, "name"),
        text(body, "model"),
        text(body, "manufacturer"),
        text(body, "platformVersion"));
  }

  private static String text(JsonBody body, String name) {
    String text = body.findString(name).orElse("");
    if (text.codePointCount(0, text.length()) > TEXT_LENGTH_MAX) {
      body.fault(name, "at most " + TEXT_LENGTH_MAX + " characters");
    }
    return text;
  }

  private static Instant at(JsonBody body, Instant now) {
    Optional<String> text = body.findString("at");
    if (text.isEmpty()) {
      return now;
    }
    try {
      Instant at = Instant.parse(text.get());
      return at.isAfter(now) ? now : at.isBefore(Instant.EPOCH) ? Instant.EPOCH : at;
    } catch (DateTimeException e) {
      body.fault("at", "a time such as 2026-03-04T12:00:00.000Z");
      return now;
    }
  }
}
