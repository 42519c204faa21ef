package io.fleetwire.apple;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What the backend may answer instead of an answer. Only the explicit word counts: a bare 404 of a
/// proxy that lost its route must not unenrol a fleet.
enum BackendError {
  MANAGEMENT_NOT_SUPPORTED("ManagementNotSupported"),
  UNKNOWN_DEVICE("UnknownDevice"),
  SERVER_INITIATED_UNENROLLMENT("ServerInitiatedUnenrollment"),
  INTERNAL_SERVER_ERROR("InternalServerError");

  private final String tag;

  BackendError(String tag) {
    this.tag = tag;
  }

  String tag() {
    return tag;
  }

  /// The error that `body` names, whatever the status beside it.
  static Optional<BackendError> of(JsonNode body) {
    Optional<String> tag = AppleJson.text(body, "_tag");
    for (BackendError error : values()) {
      if (tag.isPresent() && tag.get().equals(error.tag)) {
        return Optional.of(error);
      }
    }
    return Optional.empty();
  }
}
