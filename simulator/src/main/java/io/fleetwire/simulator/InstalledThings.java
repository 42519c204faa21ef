package io.fleetwire.simulator;

import io.fleetwire.plist.PlistValue.Dictionary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What commands have changed on a device: profiles, apps, its name, whether it is still managed.
/// Confined to one thread at a time.
final class InstalledThings {
  private final AppleFacts facts;
  private final Map<String, Profile> profiles = new LinkedHashMap<>();
  private final Map<String, String> apps = new LinkedHashMap<>();
  private Optional<String> enrolmentProfile = Optional.empty();
  private String deviceName;
  private boolean erased;
  private boolean unmanaged;

  /// A profile that was installed.
  record Profile(String identifier, String uuid, String displayName, List<String> payloads) {
    Profile {
      payloads = List.copyOf(payloads);
    }

    static Optional<Profile> of(Dictionary list) {
      if (!list.text("PayloadType").equals(Optional.of("Configuration"))) {
        return Optional.empty();
      }
      List<String> payloads = new ArrayList<>();
      list.items("PayloadContent")
          .forEach(
              item -> {
                if (item instanceof Dictionary payload) {
                  payload.text("PayloadType").ifPresent(payloads::add);
                }
              });
      return list.text("PayloadIdentifier")
          .map(
              identifier ->
                  new Profile(
                      identifier,
                      list.text("PayloadUUID").orElse(""),
                      list.text("PayloadDisplayName").orElse(identifier),
                      payloads));
    }
  }

  InstalledThings(AppleFacts facts) {
    this.facts = facts;
    this.deviceName = facts.deviceName();
    forget();
  }

  AppleFacts facts() {
    return facts;
  }

  /// As after it was taken out of its box.
  void forget() {
    profiles.clear();
    apps.clear();
    apps.put("com.apple.Pages", "14.2");
    apps.put("com.example.notes", "3.1." + facts.number() % 10);
    enrolmentProfile = Optional.empty();
    deviceName = facts.deviceName();
    erased = false;
    unmanaged = false;
  }

  void enrol(EnrolmentProfile profile) {
    enrolmentProfile = Optional.of(profile.identifier());
    profiles.put(
        profile.identifier(),
        new Profile(
            profile.identifier(),
            profile.identifier(),
            "Enrolment",
            List.of(profile.wanted().type(), "com.apple.mdm")));
  }

  List<Profile> profiles() {
    return List.copyOf(profiles.values());
  }

  void install(Profile profile) {
    profiles.put(profile.identifier(), profile);
  }

  /// False when there is no such profile. Without the one that enrolled it, a device is managed no
  /// longer.
  boolean remove(String identifier) {
    boolean there = profiles.remove(identifier) != null;
    unmanaged |= there && enrolmentProfile.equals(Optional.of(identifier));
    return there;
  }

  Map<String, String> apps() {
    return Map.copyOf(apps);
  }

  void installApp(String identifier) {
    apps.put(identifier, "1.0");
  }

  boolean removeApp(String identifier) {
    return apps.remove(identifier) != null;
  }

  String deviceName() {
    return deviceName;
  }

  void rename(String name) {
    deviceName = name;
  }

  void erase() {
    erased = true;
  }

  boolean isErased() {
    return erased;
  }

  boolean isUnmanaged() {
    return unmanaged;
  }
}
