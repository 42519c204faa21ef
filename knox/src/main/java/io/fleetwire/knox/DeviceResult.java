package io.fleetwire.knox;

/// How one device of an operation fared, with the vendor's code and words where it documents them
/// (contract 2.2). The number is stored: it is never given to another result.
enum DeviceResult {
  PENDING(0, "", ""),
  SUCCESS(1, "", ""),
  NO_IDENTIFIER_TO_UPLOAD(2, "INVALID_DEVICE_ID", "Couldn't upload device with ID: (%s)"),
  NO_IDENTIFIER_TO_FIND(3, "INVALID_DEVICE_ID", "Couldn't find device with ID: (%s)"),
  IMEI_ELSEWHERE(
      4, "IMEI_EXIST_IN_DIFFERENT_ACCOUNT", "Device IMEI (%s) already uploaded to another account"),
  MEID_ELSEWHERE(
      5, "MEID_EXIST_IN_DIFFERENT_ACCOUNT", "Device MEID (%s) already uploaded to another account"),
  SERIAL_ELSEWHERE(
      6,
      "SERIAL_EXIST_IN_DIFFERENT_ACCOUNT",
      "Device serial number (%s) already uploaded to another account"),
  ALREADY_HERE(7, "DEVICE_ALREADY_EXIST", "Device (%s) already exists in this account"),
  NOT_HERE(8, "DEVICE_NOT_FOUND", "Device (%s) doesn't exist in this account"),
  NOT_IN_TARGET(9, "DEVICE_NOT_FOUND", "Device (%s) isn't assigned to the target service");

  private final int number;
  private final String code;
  private final String message;

  DeviceResult(int number, String code, String message) {
    this.number = number;
    this.code = code;
    this.message = message;
  }

  int number() {
    return number;
  }

  /// The text that callers' programs look at; empty where nothing went wrong.
  String code() {
    return code;
  }

  /// The text for people.
  String message(String identifier) {
    return message.replace("%s", identifier);
  }

  boolean isFailure() {
    return !code.isEmpty();
  }

  static DeviceResult elsewhere(DeviceIdentifier.Kind kind) {
    return switch (kind) {
      case IMEI -> IMEI_ELSEWHERE;
      case MEID -> MEID_ELSEWHERE;
      case SERIAL -> SERIAL_ELSEWHERE;
    };
  }
}
