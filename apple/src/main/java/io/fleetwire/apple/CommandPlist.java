package io.fleetwire.apple;

import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Makes a command's property list of the backend's JSON. JSON has neither data nor dates: where
/// Apple's schema wants data ({@link DataKeys}) a text is base64; anywhere else `{"$data": "..."}`
/// and `{"$date": "..."}` say it. Confined to one command.
final class CommandPlist {
  private final DataKeys dataKeys;

  private CommandPlist(DataKeys dataKeys) {
    this.dataKeys = dataKeys;
  }

  /// What became of it.
  sealed interface Answer {

    record Made(Dictionary command) implements Answer {}

    /// The backend's mistake, in words for its author.
    record Refused(String reason) implements Answer {}
  }

  private static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    Fault(String path, String reason) {
      super((path.isEmpty() ? "payload" : "payload." + path) + " " + reason, null, false, false);
    }
  }

  /// The command that `payload`, an object, means: with its `RequestType`, which it may repeat but
  /// not contradict.
  static Answer command(String requestType, JsonNode payload) {
    JsonNode repeated = payload.path("RequestType");
    if (!repeated.isMissingNode()
        && !(repeated.isString() && repeated.stringValue().equals(requestType))) {
      return new Answer.Refused("payload.RequestType contradicts requestType");
    }
    try {
      PlistValue value = new CommandPlist(DataKeys.of(requestType)).value("", payload);
      if (value instanceof Dictionary dictionary) {
        Map<String, PlistValue> entries = new LinkedHashMap<>();
        entries.put("RequestType", new PlistValue.Text(requestType));
        entries.putAll(dictionary.entries());
        return new Answer.Made(new Dictionary(entries));
      }
      return new Answer.Refused("payload is no object");
    } catch (Fault e) {
      return new Answer.Refused(String.valueOf(e.getMessage()));
    }
  }

  private PlistValue value(String path, JsonNode json) throws Fault {
    if (json.isObject()) {
      return object(path, json);
    }
    if (json.isArray()) {
      List<PlistValue> items = new ArrayList<>();
      for (JsonNode item : json.values()) {
        if (item.isNull()) {
          throw new Fault(path, "has a null among its items");
        }
        items.add(value(path + "[]", item));
      }
      return new PlistValue.Array(items);
    }
    if (json.isString()) {
      return dataKeys.contains(path)
          ? data(path, json.stringValue())
          : text(path, json.stringValue());
    }
    if (json.isBoolean()) {
      return new PlistValue.Flag(json.booleanValue());
    }
    if (json.isNumber()) {
      return number(path, json);
    }
    throw new Fault(path, "is of a kind that property lists do not have");
  }

  private PlistValue object(String path, JsonNode json) throws Fault {
    if (json.size() == 1 && json.path("$data").isString()) {
      return data(path, json.path("$data").stringValue());
    }
    if (json.size() == 1 && json.path("$date").isString()) {
      return date(path, json.path("$date").stringValue());
    }
    Map<String, PlistValue> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (!entry.getValue().isNull()) {
        String key = entry.getKey();
        text(path, key);
        entries.put(key, value(path.isEmpty() ? key : path + "." + key, entry.getValue()));
      }
    }
    return new Dictionary(entries);
  }

  private static PlistValue text(String path, String text) throws Fault {
    if (!Plist.isWritable(text)) {
      throw new Fault(path, "has a character that a property list cannot have");
    }
    return new PlistValue.Text(text);
  }

  private static PlistValue data(String path, String base64) throws Fault {
    try {
      return new PlistValue.Data(Base64.getDecoder().decode(base64.replaceAll("\\s+", "")));
    } catch (IllegalArgumentException _) {
      throw new Fault(path, "is data, so it must be base64");
    }
  }

  private static PlistValue date(String path, String text) throws Fault {
    try {
      return new PlistValue.Date(Instant.parse(text));
    } catch (DateTimeException | AssertionError _) {
      throw new Fault(path, "is a date, so it must be like 2026-01-31T12:00:00Z");
    }
  }

  private static PlistValue number(String path, JsonNode json) throws Fault {
    // 1.0 stays a real: who wrote a fraction means one.
    if (!json.isIntegralNumber()) {
      double real = json.decimalValue().doubleValue();
      if (!Double.isFinite(real)) {
        throw new Fault(path, "is a number beyond 1.7e308");
      }
      return new PlistValue.Real(real);
    }
    BigInteger whole = json.bigIntegerValue();
    if (!PlistValue.Whole.fits(whole)) {
      throw new Fault(path, "is a whole number of more than 64 bits");
    }
    return new PlistValue.Whole(whole);
  }
}
