package io.fleetwire.lab;

import io.fleetwire.access.Principal;
import io.fleetwire.store.ReadTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// A device as one caller sees it: with who retains it, their own marks on it, and the groups that
/// it is in. Immutable.
public record DeviceView(
    Device device,
    List<Booking> bookings,
    boolean favorite,
    List<String> tags,
    List<String> personalTags,
    List<Long> groups) {

  static DeviceView of(ReadTx tx, Device device, Principal caller, Instant now) {
    long person = caller.person().number();
    boolean ours = device.organization().equals(caller.organization());
    Optional<Booking> booking = BookingTable.ofDevice(tx, device.id(), now);
    return new DeviceView(
        device,
        booking.stream().toList(),
        TagTable.isFavorite(tx, device.id(), person),
        ours ? TagTable.list(tx, device.id(), TagTable.ORGANIZATION) : List.of(),
        TagTable.list(tx, device.id(), person),
        ours ? GroupTable.ofDevice(tx, device.id()) : List.of());
  }

  private boolean isOnline() {
    EffectiveStatus effective = device.standing().effective();
    return effective == EffectiveStatus.ONLINE || effective == EffectiveStatus.UTILIZING;
  }

  /// The members of `/v1/devices` (contract 8).
  void first(JsonGenerator json, Principal caller) {
    DeviceFacts facts = device.facts();
    boolean cloud = device.hosting() == Hosting.PUBLIC;
    boolean ours = device.organization().equals(caller.organization());
    json.writeStartObject();
    json.writeNumberProperty("id", device.id());
    json.writeStringProperty("udid", device.udid());
    json.writeBooleanProperty("isBooked", !bookings.isEmpty());
    json.writeBooleanProperty("isHidden", facts.hidden());
    json.writeBooleanProperty("isOnline", isOnline());
    json.writeBooleanProperty("isFavorite", favorite);
    json.writeBooleanProperty("isCloud", cloud);
    json.writeBooleanProperty("isMyOrg", ours);
    json.writeBooleanProperty("isMyOwn", ours && !cloud);
    json.writeStringProperty("hostedBy", device.hosting().code());
    json.writeStringProperty("modelName", facts.model());
    json.writeStringProperty("deviceName", facts.name());
    resolution(json);
    json.writeStringProperty("platformName", facts.platform().label());
    json.writeStringProperty("platformVersion", facts.platformVersion());
    json.writeArrayPropertyStart("installedBrowsers");
    json.writeEndArray();
    json.writeObjectPropertyStart("support");
    json.writeBooleanProperty("appiumDisabled", facts.appiumDisabled());
    json.writeEndObject();
    json.writeStringProperty("deviceImageUrl", "");
    json.writeEndObject();
  }

  /// The members of `/v2/devices`: everything that there is.
  void second(JsonGenerator json) {
    json.writeStartObject();
    members(json);
    json.writeEndObject();
  }

  void members(JsonGenerator json) {
    DeviceFacts facts = device.facts();
    Standing standing = device.standing();
    json.writeNumberProperty("id", device.id());
    json.writeStringProperty("udid", device.udid());
    json.writeStringProperty("deviceName", facts.name());
    json.writeStringProperty("customName", facts.customName());
    json.writeStringProperty("hosting", device.hosting().code());
    json.writeNumberProperty("hostId", device.host());
    json.writeStringProperty("platform", facts.platform().label());
    json.writeStringProperty("platformVersion", facts.platformVersion());
    json.writeStringProperty("model", facts.model());
    json.writeStringProperty("manufacturer", facts.manufacturer());
    resolution(json);
    json.writeBooleanProperty("hidden", facts.hidden());
    json.writeBooleanProperty("appiumDisabled", facts.appiumDisabled());
    json.writeStringProperty("status", standing.status().label());
    json.writeStringProperty("state", standing.state().name());
    json.writeStringProperty("message", standing.message());
    json.writeBooleanProperty("forcedOffline", standing.forcedOffline());
    json.writeStringProperty("effectiveStatus", standing.effective().code());
    json.writeStringProperty("effectiveSince", LabTime.text(standing.changedAt()));
    json.writeBooleanProperty("booked", !bookings.isEmpty());
    for (Booking booking : bookings) {
      json.writeStringProperty("bookedBy", booking.email());
      if (!booking.isUnlimited()) {
        json.writeStringProperty("bookedUntil", LabTime.text(booking.endsAt()));
      }
    }
    json.writeBooleanProperty("favorite", favorite);
    texts(json, "tags", tags);
    texts(json, "personalTags", personalTags);
    json.writeArrayPropertyStart("groupIds");
    groups.forEach(json::writeNumber);
    json.writeEndArray();
  }

  private void resolution(JsonGenerator json) {
    json.writeObjectPropertyStart("resolution");
    json.writeNumberProperty("width", device.facts().width());
    json.writeNumberProperty("height", device.facts().height());
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
