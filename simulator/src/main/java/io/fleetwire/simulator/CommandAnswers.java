package io.fleetwire.simulator;

import io.fleetwire.pki.CmsSignature;
import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistRead;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Array;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.simulator.CommandAnswer.Acknowledged;
import io.fleetwire.simulator.CommandAnswer.Failed;
import io.fleetwire.simulator.CommandAnswer.Malformed;
import io.fleetwire.simulator.CommandAnswer.NotNow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Does what a command wants, as far as a device that does not exist can. Confined to one thread.
final class CommandAnswers {
  /// What a phone never has no time for.
  private static final Set<String> ALWAYS_TIME =
      Set.of(
          "DeviceInformation",
          "ProfileList",
          "DeviceLock",
          "EraseDevice",
          "ClearPasscode",
          "ProvisioningProfileList",
          "InstalledApplicationList",
          "Restrictions");

  /// What the management of somebody's own device may not do.
  private static final Set<String> NOT_ON_USERS_OWN =
      Set.of("EraseDevice", "ClearPasscode", "RestartDevice", "ShutDownDevice");

  /// What is of the device and of none of its users.
  private static final Set<String> NOT_FOR_USERS =
      Set.of("DeviceLock", "EraseDevice", "ClearPasscode", "RestartDevice", "ShutDownDevice");

  private static final int PERCENT = 100;

  private final InstalledThings things;
  private final Manners manners;
  private final QueryAnswers queries;

  CommandAnswers(InstalledThings things, Manners manners) {
    this.things = things;
    this.manners = manners;
    this.queries = new QueryAnswers(things);
  }

  CommandAnswer to(Dictionary command, AppleChannel channel) {
    String type = command.text("RequestType").orElse("");
    if (channel.dice().nextInt(PERCENT) < manners.notNowPercent() && mayPostpone(type)) {
      return new NotNow();
    }
    if (channel.dice().nextInt(PERCENT) < manners.errorPercent()) {
      return Failed.management(12_000, "The device could not do it this time.");
    }
    AppleKind kind = things.facts().kind();
    if ((kind.isUsersOwn() && NOT_ON_USERS_OWN.contains(type))
        || (channel.isUser() && NOT_FOR_USERS.contains(type))) {
      return Failed.notHere(type);
    }
    return queries.to(type, command).orElseGet(() -> act(type, command));
  }

  private boolean mayPostpone(String type) {
    return things.facts().kind().isMac() || !ALWAYS_TIME.contains(type);
  }

  private CommandAnswer act(String type, Dictionary command) {
    return switch (type) {
      case "InstallProfile" -> installProfile(command);
      case "RemoveProfile" -> removeProfile(command);
      case "InstallApplication", "InstallEnterpriseApplication" -> installApplication(command);
      case "RemoveApplication" ->
          command
              .text("Identifier")
              .<CommandAnswer>map(
                  app ->
                      things.removeApp(app)
                          ? Acknowledged.PLAIN
                          : Failed.management(12_025, "The app is not managed."))
              .orElseGet(Malformed::new);
      case "Settings" -> settings(command);
      case "ClearPasscode" -> clearPasscode(command);
      case "EraseDevice" -> {
        things.erase();
        yield Acknowledged.PLAIN;
      }
      case "DeclarativeManagement",
          "DeviceLock",
          "RestartDevice",
          "ShutDownDevice",
          "ScheduleOSUpdate",
          "ScheduleOSUpdateScan",
          "DeviceConfigured",
          "RefreshCellularPlans",
          "EnableRemoteDesktop",
          "DisableRemoteDesktop" ->
          Acknowledged.PLAIN;
      default -> Failed.unknown(type);
    };
  }

  private CommandAnswer clearPasscode(Dictionary command) {
    if (things.facts().kind().isMac()) {
      return Failed.notHere("ClearPasscode");
    }
    return command.data("UnlockToken").isPresent() ? Acknowledged.PLAIN : new Malformed();
  }

  private CommandAnswer installProfile(Dictionary command) {
    Optional<byte[]> payload = command.data("Payload");
    if (payload.isEmpty()) {
      return new Malformed();
    }
    byte[] plain = CmsSignature.content(payload.get()).orElse(payload.get());
    Optional<InstalledThings.Profile> profile =
        Plist.read(plain) instanceof PlistRead.Good(Dictionary list)
            ? InstalledThings.Profile.of(list)
            : Optional.empty();
    profile.ifPresent(things::install);
    return profile.isPresent()
        ? Acknowledged.PLAIN
        : new Failed(1000, "MCProfileErrorDomain", "The profile is malformed.");
  }

  private CommandAnswer removeProfile(Dictionary command) {
    Optional<String> identifier = command.text("Identifier");
    if (identifier.isEmpty()) {
      return new Malformed();
    }
    return things.remove(identifier.get())
        ? Acknowledged.PLAIN
        : Failed.management(12_075, "There is no profile “" + identifier.get() + "”.");
  }

  private CommandAnswer installApplication(Dictionary command) {
    Optional<String> app =
        command
            .text("Identifier")
            .or(() -> command.text("ManifestURL"))
            .or(() -> command.find("iTunesStoreID").map(id -> "com.example.app" + id.hashCode()));
    app.ifPresent(things::installApp);
    return app.<CommandAnswer>map(
            name ->
                new Acknowledged(
                    Dictionary.EMPTY.with("Identifier", name).with("State", "Installing")))
        .orElseGet(Malformed::new);
  }

  private CommandAnswer settings(Dictionary command) {
    List<PlistValue> results = new ArrayList<>();
    for (PlistValue item : command.items("Settings")) {
      if (item instanceof Dictionary setting) {
        String name = setting.text("Item").orElse("");
        if (name.equals("DeviceName")) {
          setting.text("DeviceName").ifPresent(things::rename);
        }
        results.add(Dictionary.EMPTY.with("Item", name).with("Status", "Acknowledged"));
      }
    }
    return results.isEmpty() ? new Malformed() : Acknowledged.with("Settings", new Array(results));
  }
}
