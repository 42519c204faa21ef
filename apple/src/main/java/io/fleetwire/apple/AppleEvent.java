package io.fleetwire.apple;

import io.fleetwire.engine.EventType;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the backend is told of (the seed page's five tags). Names that the page leaves open follow
/// the contract, section 3.2.2; a receiver ignores what it does not know.
sealed interface AppleEvent {
  /// What our event types begin with, so that an endpoint can ask for all of them.
  String TYPE_PREFIX = "apple.";

  record Authenticate(CheckIn.Authenticate message) implements AppleEvent {}

  record TokenUpdate(CheckIn.TokenUpdate message, boolean user) implements AppleEvent {}

  record CheckOut() implements AppleEvent {}

  record CommandResult(Connect result) implements AppleEvent {}

  /// `report` is the device's JSON, as a tree.
  record DeclarationStatus(JsonNode report) implements AppleEvent {}

  default String tag() {
    return switch (this) {
      case Authenticate _ -> "Authenticate";
      case TokenUpdate _ -> "TokenUpdate";
      case CheckOut _ -> "CheckOut";
      case CommandResult _ -> "CommandResult";
      case DeclarationStatus _ -> "DeclarationStatus";
    };
  }

  default EventType type() {
    return new EventType(TYPE_PREFIX + tag());
  }

  default ObjectNode json() {
    ObjectNode event = AppleJson.object().put("_tag", tag());
    switch (this) {
      case Authenticate(var message) -> authenticate(event, message);
      case TokenUpdate(var message, boolean user) -> tokenUpdate(event, message, user);
      case CheckOut _ -> {}
      case CommandResult(var result) -> commandResult(event, result);
      case DeclarationStatus(var report) -> event.set("report", report);
    }
    return event;
  }

  private static void authenticate(ObjectNode event, CheckIn.Authenticate message) {
    Dictionary all = message.all();
    put(event, "serialNumber", all.text("SerialNumber"));
    // What iOS calls its model is in ProductName.
    put(event, "model", all.text("Model").or(() -> all.text("ProductName")));
    put(event, "osVersion", all.text("OSVersion"));
    put(event, "buildVersion", all.text("BuildVersion"));
    put(event, "productName", all.text("ProductName"));
    put(event, "modelName", all.text("ModelName"));
    put(event, "deviceName", all.text("DeviceName"));
    put(event, "imei", all.text("IMEI"));
    put(event, "meid", all.text("MEID"));
    event.put("topic", message.topic());
  }

  private static void tokenUpdate(ObjectNode event, CheckIn.TokenUpdate message, boolean user) {
    event.put("pushToken", PlistJson.base64(message.token().bytes()));
    event.put("pushMagic", message.pushMagic());
    event.put("topic", message.topic());
    event.put("channel", user ? "user" : "device");
    put(event, "unlockToken", message.all().data("UnlockToken").map(PlistJson::base64));
    message
        .all()
        .flag("AwaitingConfiguration")
        .ifPresent(f -> event.put("awaitingConfiguration", f));
    message.all().flag("NotOnConsole").ifPresent(f -> event.put("notOnConsole", f));
  }

  private static void commandResult(ObjectNode event, Connect result) {
    event.put("commandUUID", result.commandUuid().orElse(""));
    event.put("status", result.status().word());
    put(event, "requestType", result.all().text("RequestType"));
    List<PlistValue> errors = result.all().items("ErrorChain");
    if (!errors.isEmpty()) {
      event.set("errorChain", PlistJson.json(new PlistValue.Array(errors)));
    }
    event.set("payload", PlistJson.object(result.all()));
  }

  private static void put(ObjectNode event, String name, Optional<String> value) {
    value.ifPresent(text -> event.put(name, text));
  }
}
