package io.fleetwire.knox;

/// The codes of whole requests to the device management service, with the vendor's words where it
/// documents them (contract 2.2).
enum KdmsErrorCode {
  INVALID_PARAM("Invalid parameter(s) provided"),
  DEVICE_LIST_OVER_MAX_SIZE("The device list is longer than 10000"),
  INVALID_TARGET_SERVICE("Invalid target service"),
  INTERNAL_SERVER_ERROR("Internal Server Error");

  private final String message;

  KdmsErrorCode(String message) {
    this.message = message;
  }

  String message() {
    return message;
  }
}
