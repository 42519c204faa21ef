package io.fleetwire.apple;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What the backend wants a device to do next: exactly one thing, because Apple's protocol has one
/// answer.
sealed interface Decision {
  /// Apple's are UUIDs of 36 letters.
  int UUID_LENGTH_MAX = 128;

  record Idle() implements Decision {}

  record Command(String commandUuid, String requestType, JsonNode payload) implements Decision {}

  record DdmSync(String serverToken) implements Decision {}

  /// What the backend sent is none of these; `reason` is for its author.
  record Unreadable(String reason) implements Decision {}

  /// What the backend's answer says, if it is JSON.
  static Decision read(Optional<JsonNode> json) {
    if (json.isEmpty() || !json.get().isObject()) {
      return new Unreadable("the answer of /checkin is no JSON object");
    }
    return switch (AppleJson.text(json.get(), "_tag").orElse("")) {
      case "Idle" -> new Idle();
      case "Command" -> command(json.get());
      case "DdmSync" ->
          AppleJson.text(json.get(), "serverToken")
              .<Decision>map(DdmSync::new)
              .orElseGet(() -> new Unreadable("DdmSync needs a serverToken"));
      case "" -> new Unreadable("the answer of /checkin has no _tag");
      default -> new Unreadable("the answer of /checkin has a _tag that is not known");
    };
  }

  private static Decision command(JsonNode json) {
    Optional<String> uuid =
        AppleJson.text(json, "commandUUID").filter(text -> text.length() <= UUID_LENGTH_MAX);
    Optional<String> type = AppleJson.text(json, "requestType");
    JsonNode payload = json.path("payload");
    if (uuid.isEmpty() || type.isEmpty()) {
      return new Unreadable("Command needs a commandUUID and a requestType");
    }
    // The uuids that we make for synchronizations must stay tellable apart.
    if (uuid.get().startsWith(DdmCommand.PREFIX)) {
      return new Unreadable("commandUUIDs that begin with " + DdmCommand.PREFIX + " are ours");
    }
    JsonNode present = payload.isMissingNode() || payload.isNull() ? AppleJson.object() : payload;
    return present.isObject()
        ? new Command(uuid.get(), type.get(), present)
        : new Unreadable("Command needs a payload that is an object");
  }
}
