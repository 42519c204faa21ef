package io.fleetwire.lab;

import io.fleetwire.engine.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a webhook can be told of: a toggle on the vendor's form, by the vendor's exact strings; and
/// after these, under strings of our own, what the vendor does not tell. A webhook that was made
/// the vendor's way never gets one of ours.
public enum Activity {
  OFFLINE("device.status.offline", "Offline"),
  ONLINE("device.status.online", "Online"),
  UNPLUGGED("device.state.unplugged", "Unplugged"),
  UTILIZING("device.state.utilizing", "Utilizing"),
  /// The session or the cleanup ended: the phone is free. The vendor is silent here.
  AVAILABLE("device.state.available", "Available"),
  /// Somebody retains the phone for themselves, or no more.
  RETAINED("device.state.retained", "Retained"),
  RELEASED("device.state.released", "Released"),
  /// The column State says so; that the phone is offline then is told besides.
  ERROR("device.status.error", "Error"),
  /// It was seen for the first time, or taken out of the lab.
  ADDED("device.lab.added", "Added"),
  REMOVED("device.lab.removed", "Removed"),
  HOST_OFFLINE("host.status.offline", "Host offline"),
  HOST_ONLINE("host.status.online", "Host online");

  /// In the order of the vendor's form, then ours.
  public static final List<Activity> ALL = List.of(values());

  private final String type;
  private final String description;

  Activity(String type, String description) {
    this.type = type;
    this.description = description;
  }

  /// The value of `eventActivity`.
  public EventType type() {
    return new EventType(type);
  }

  /// The value of `eventDescription`: the toggle's label.
  public String description() {
    return description;
  }

  /// Whether it is about a host and not about a device.
  boolean isOfHost() {
    return this == HOST_OFFLINE || this == HOST_ONLINE;
  }

  /// Empty when no activity is called so; letter case counts.
  public static Optional<Activity> find(String type) {
    return Arrays.stream(values()).filter(a -> a.type.equals(type)).findFirst();
  }

  static Activity get(EventType type) {
    return find(type.name())
        .orElseThrow(() -> new AssertionError("an event of this room has one of its types"));
  }
}
