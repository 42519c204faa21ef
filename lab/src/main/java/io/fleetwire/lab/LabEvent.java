package io.fleetwire.lab;

import io.fleetwire.engine.Payload;
import io.fleetwire.web.Json;
import tools.jackson.databind.JsonNode;

/// What is known of an event when it happens: the payload that the engine keeps. What a receiver
/// gets is written when it is sent ({@link LabCallbackFormat}), because it names the webhook as it
/// is then. `udid` and `name` are those of the device; of a host, there is its name alone.
/// Immutable.
record LabEvent(
    long device,
    String udid,
    String name,
    String platform,
    String host,
    String hosting,
    String previous) {
  private static final String CONTENT_TYPE = "application/json";

  /// No device has a UDID with a colon at its beginning.
  private static final String TEST = ":test";

  /// An event about no device, for somebody who wants to see whether a callback arrives.
  static LabEvent test() {
    return new LabEvent(0, TEST, "Test device", "Android", "", Hosting.LOCAL.code(), "none");
  }

  boolean isTest() {
    return udid.equals(TEST);
  }

  static LabEvent of(Device device, String host, EffectiveStatus previous) {
    return new LabEvent(
        device.id(),
        device.udid(),
        device.facts().name(),
        device.facts().platform().label(),
        host,
        device.hosting().code(),
        previous.code());
  }

  /// What happened to a host: its name stands where a device's would.
  static LabEvent of(Host host) {
    return new LabEvent(0, "", host.name(), "", host.name(), host.hosting().code(), "");
  }

  Payload payload() {
    return new Payload(
        CONTENT_TYPE,
        LabJson.object(
            json -> {
              json.writeNumberProperty("device", device);
              json.writeStringProperty("udid", udid);
              json.writeStringProperty("name", name);
              json.writeStringProperty("platform", platform);
              json.writeStringProperty("host", host);
              json.writeStringProperty("hosting", hosting);
              json.writeStringProperty("previous", previous);
            }));
  }

  static LabEvent read(Payload payload) {
    JsonNode json = Json.parse(payload.bytes());
    return new LabEvent(
        json.path("device").longValue(),
        json.path("udid").stringValue(),
        json.path("name").stringValue(),
        json.path("platform").stringValue(),
        json.path("host").stringValue(),
        json.path("hosting").stringValue(),
        json.path("previous").stringValue());
  }
}
