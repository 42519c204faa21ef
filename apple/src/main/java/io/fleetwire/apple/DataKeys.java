package io.fleetwire.apple;

import java.util.Map;
import java.util.Set;

/// Where Apple's schema (device-management, iOS 18.1 and macOS 15.1) has data in a command: paths
/// of keys joined by dots, `[]` for each item of an array. Commands that it does not know have
/// none, and say `$data` themselves.
record DataKeys(Set<String> paths) {
  private static final DataKeys NONE = new DataKeys(Set.of());

  private static final Map<String, DataKeys> BY_COMMAND =
      Map.ofEntries(
          entry("InstallProfile", "Payload"),
          entry("InstallProvisioningProfile", "ProvisioningProfile"),
          entry("ClearPasscode", "UnlockToken"),
          entry("AccountConfiguration", "AutoSetupAdminAccounts[].passwordHash"),
          entry("SetAutoAdminPassword", "passwordHash"),
          entry(
              "EraseDevice",
              "ReturnToService.WiFiProfileData",
              "ReturnToService.MDMProfileData",
              "ReturnToService.BootstrapToken"),
          entry(
              "RotateFileVaultKey",
              "FileVaultUnlock.PrivateKeyExport",
              "NewCertificate",
              "ReplyEncryptionCertificate"),
          entry("InstallEnterpriseApplication", "ManifestURLPinningCerts[]"),
          entry("DeviceInformation", "DeviceAttestationNonce"),
          entry("Settings", "Settings[].Image"),
          entry("DeclarativeManagement", "Data"));

  DataKeys {
    paths = Set.copyOf(paths);
  }

  static DataKeys of(String requestType) {
    return BY_COMMAND.getOrDefault(requestType, NONE);
  }

  boolean contains(String path) {
    return paths.contains(path);
  }

  private static Map.Entry<String, DataKeys> entry(String requestType, String... paths) {
    return Map.entry(requestType, new DataKeys(Set.of(paths)));
  }
}
