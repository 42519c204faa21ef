package io.fleetwire.simulator;

import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Array;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.plist.PlistValue.Flag;
import io.fleetwire.plist.PlistValue.Real;
import io.fleetwire.plist.PlistValue.Text;
import io.fleetwire.plist.PlistValue.Whole;
import io.fleetwire.simulator.CommandAnswer.Acknowledged;
import io.fleetwire.simulator.CommandAnswer.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers commands that only ask. Confined to one thread.
final class QueryAnswers {
  private final InstalledThings things;

  QueryAnswers(InstalledThings things) {
    this.things = things;
  }

  /// The answer to a command that asks; nothing when it is none of those.
  Optional<CommandAnswer> to(String type, Dictionary command) {
    return switch (type) {
      case "DeviceInformation" -> Optional.of(deviceInformation(command));
      case "ProfileList" -> Optional.of(list("ProfileList", profiles()));
      case "InstalledApplicationList" ->
          Optional.of(list("InstalledApplicationList", applications()));
      case "ManagedApplicationList" ->
          Optional.of(Acknowledged.with("ManagedApplicationList", Dictionary.EMPTY));
      case "ProvisioningProfileList", "CertificateList", "UserList", "AvailableOSUpdates" ->
          Optional.of(list(keyOf(type), List.of()));
      case "OSUpdateStatus" -> Optional.of(list("OSUpdateStatus", List.of()));
      case "Restrictions" -> Optional.of(Acknowledged.with("GlobalRestrictions", Dictionary.EMPTY));
      case "SecurityInfo" -> Optional.of(Acknowledged.with("SecurityInfo", security()));
      default -> Optional.empty();
    };
  }

  private static String keyOf(String type) {
    return type.equals("UserList") ? "Users" : type;
  }

  private static CommandAnswer list(String key, List<PlistValue> items) {
    return Acknowledged.with(key, new Array(items));
  }

  private CommandAnswer deviceInformation(Dictionary command) {
    if (!(command.find("Queries").orElse(Dictionary.EMPTY) instanceof Array(var queries))) {
      return new Malformed();
    }
    Dictionary responses = Dictionary.EMPTY;
    for (PlistValue query : queries) {
      if (query instanceof Text(String name)) {
        Optional<PlistValue> value = value(name);
        if (value.isPresent()) {
          responses = responses.with(name, value.get());
        }
      }
    }
    return Acknowledged.with("QueryResponses", responses);
  }

  /// What a device says of itself; it leaves out what it does not know, or does not tell.
  private Optional<PlistValue> value(String query) {
    AppleFacts facts = things.facts();
    boolean own = facts.kind().isUsersOwn();
    return switch (query) {
      case "UDID" -> own ? Optional.empty() : text(facts.ids().udid());
      case "SerialNumber" -> own ? Optional.empty() : text(facts.ids().serial());
      case "IMEI" -> facts.kind() == AppleKind.IPHONE ? text(facts.ids().imei()) : Optional.empty();
      case "DeviceName" -> text(things.deviceName());
      case "OSVersion" -> text(facts.model().osVersion());
      case "BuildVersion" -> text(facts.model().build());
      case "ModelName" -> text(facts.model().name());
      case "Model", "ModelNumber" -> text(facts.model().model());
      case "ProductName" -> text(facts.model().product());
      case "DeviceCapacity" -> Optional.of(new Real(128));
      case "AvailableDeviceCapacity" -> Optional.of(new Real(64 + facts.number() % 32));
      case "BatteryLevel" -> Optional.of(new Real(0.25 + facts.number() % 75 / 100.0));
      case "WiFiMAC" ->
          text(
              "02:00:00:%02x:%02x:%02x"
                  .formatted(
                      facts.number() >> 16 & 0xff,
                      facts.number() >> 8 & 0xff,
                      facts.number() & 0xff));
      case "IsSupervised" -> Optional.of(new Flag(!own));
      case "IsMultiUser" -> Optional.of(new Flag(facts.kind() == AppleKind.SHARED_IPAD));
      case "IsMDMLostModeEnabled", "IsActivationLockEnabled", "AwaitingConfiguration" ->
          Optional.of(new Flag(false));
      default -> Optional.empty();
    };
  }

  private static Optional<PlistValue> text(String value) {
    return Optional.of(new Text(value));
  }

  private Dictionary security() {
    return Dictionary.EMPTY
        .with("HardwareEncryptionCaps", Whole.of(3))
        .with("PasscodePresent", new Flag(true))
        .with("PasscodeCompliant", new Flag(true))
        .with("PasscodeCompliantWithProfiles", new Flag(true));
  }

  private List<PlistValue> profiles() {
    List<PlistValue> profiles = new ArrayList<>();
    for (InstalledThings.Profile profile : things.profiles()) {
      List<PlistValue> payloads = new ArrayList<>();
      profile.payloads().forEach(type -> payloads.add(Dictionary.EMPTY.with("PayloadType", type)));
      profiles.add(
          Dictionary.EMPTY
              .with("PayloadIdentifier", profile.identifier())
              .with("PayloadUUID", profile.uuid())
              .with("PayloadDisplayName", profile.displayName())
              .with("PayloadVersion", Whole.of(1))
              .with("IsManaged", new Flag(true))
              .with("PayloadContent", new Array(payloads)));
    }
    return profiles;
  }

  private List<PlistValue> applications() {
    List<PlistValue> apps = new ArrayList<>();
    things
        .apps()
        .forEach(
            (identifier, version) ->
                apps.add(
                    Dictionary.EMPTY
                        .with("Identifier", identifier)
                        .with("Name", identifier.substring(identifier.lastIndexOf('.') + 1))
                        .with("Version", version)
                        .with("ShortVersion", version)));
    return apps;
  }
}
