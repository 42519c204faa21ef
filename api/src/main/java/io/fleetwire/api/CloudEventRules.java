package io.fleetwire.api;

import io.fleetwire.web.Problem.Fault;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What a CloudEvent must look like (CloudEvents 1.0, sections 2 and 3; JSON event format). Pure.
final class CloudEventRules {
  /// Attributes become headers; 4 KiB of one of them would leave no room for the others.
  static final int VALUE_LENGTH_MAX = 1_024;

  /// The specification's advice on names.
  static final Pattern NAME = Pattern.compile("[a-z0-9]{1,20}");

  /// Each becomes a header of every callback.
  static final int EXTENSIONS_MAX = 20;

  private static final String BASE64 = "data_base64";

  static final String NO_REFERENCE =
      "required URI or the end of one, such as /gateways/7; percent-encode what is no ASCII";

  private CloudEventRules() {}

  /// Whether `text` is a URI reference (RFC 3986), as a source must be: libraries refuse an event
  /// with another one.
  static boolean isReference(String text) {
    return uri(text).isPresent();
  }

  private static boolean isAbsolute(String text) {
    return uri(text).filter(URI::isAbsolute).isPresent();
  }

  private static Optional<URI> uri(String text) {
    try {
      URI uri = new URI(text);
      return text.chars().allMatch(letter -> letter < 0x7f) ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /// Adds what is wrong with a schema's address.
  static void schemaFault(String schema, String place, List<Fault> faults) {
    if (!isAbsolute(schema)) {
      faults.add(
          new Fault(place, "required URI with a scheme, such as https://example.com/schema"));
    }
  }

  /// Adds what is wrong with the members of `event`, but `specversion`.
  static void faults(JsonNode event, String where, List<Fault> faults) {
    int extensions = 0;
    for (String name : event.propertyNames()) {
      JsonNode value = event.get(name);
      String place = where + "/" + name;
      if (name.equals("data") || name.equals("specversion")) {
        continue;
      }
      if (name.equals(BASE64)) {
        base64(event, value, place, faults);
        continue;
      }
      boolean core = Envelope.isCore(name);
      extensions += core ? 0 : 1;
      if (!core && !NAME.matcher(name).matches()) {
        faults.add(new Fault(place, "an attribute's name has 1 to 20 small letters and digits"));
      } else if (!isValue(value, core)) {
        faults.add(new Fault(place, "required text of at most " + VALUE_LENGTH_MAX + " letters"));
      }
    }
    if (extensions > EXTENSIONS_MAX) {
      faults.add(new Fault(where, "at most " + EXTENSIONS_MAX + " extension attributes"));
    }
    for (String name : List.of("id", "source", "type")) {
      if (event.path(name).asString("").isBlank()) {
        EventReader.complain(faults, where + "/" + name, "required, 1 letter at least");
      }
    }
    if (event.path(Envelope.SCHEMA).isString()) {
      schemaFault(event.path(Envelope.SCHEMA).stringValue(), where + "/" + Envelope.SCHEMA, faults);
    }
  }

  /// Extensions may also be true, false, or an integer.
  private static boolean isValue(JsonNode value, boolean core) {
    boolean simple = value.isBoolean() || value.isIntegralNumber();
    boolean text = value.isString() && value.stringValue().length() <= VALUE_LENGTH_MAX;
    return value.isNull() || text || (!core && simple);
  }

  private static void base64(JsonNode event, JsonNode value, String place, List<Fault> faults) {
    if (event.has("data")) {
      faults.add(new Fault(place, "there is data, too; send one of them"));
      return;
    }
    try {
      Base64.getDecoder().decode(value.asString("?"));
    } catch (IllegalArgumentException _) {
      faults.add(new Fault(place, "required base64"));
    }
  }
}
