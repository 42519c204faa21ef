package io.fleetwire.api;

import io.fleetwire.engine.Facets;
import io.fleetwire.engine.Operator;
import io.fleetwire.engine.Payload;
import io.fleetwire.web.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// What endpoints may ask of any event beyond its type and subject, whichever slice has told it:
/// `source` and other attributes, and fields of the data, as `data.battery.level` or as a JSON
/// pointer (RFC 6901). The payload is read when the first one asks. Confined to one unit of work.
final class PayloadFacets implements Facets {
  /// A condition over more elements is a report.
  private static final int VALUES_MAX = 1_000;

  /// Names of attributes are short words (CloudEvents 1.0, naming conventions).
  private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]{1,20}");

  private static final String DATA = "data.";
  private static final Envelope NOTHING = Envelope.bare(new Payload("", new byte[0]));

  private final Payload payload;
  private Envelope envelope = NOTHING;
  private JsonNode data = MissingNode.getInstance();
  private boolean read;

  PayloadFacets(Payload payload) {
    this.payload = payload;
  }

  /// Whether a condition can ask for `facet`.
  static boolean isFacet(String facet) {
    if (facet.startsWith("/")) {
      return !facet.matches(".*~([^01].*|$)");
    }
    if (facet.startsWith(DATA)) {
      return List.of(facet.split("\\.", -1)).stream().noneMatch(String::isBlank);
    }
    return ATTRIBUTE.matcher(facet).matches() && !facet.equals("data");
  }

  @Override
  public Set<String> values(String facet) {
    Set<String> values = new HashSet<>();
    if (facet.startsWith("/")) {
      walk(data(), List.of(facet.substring(1).split("/", -1)), true, values);
    } else if (facet.startsWith(DATA)) {
      walk(data(), List.of(facet.substring(DATA.length()).split("\\.", -1)), false, values);
    } else if (attributes().containsKey(facet)) {
      values.add(attributes().get(facet));
    }
    return values;
  }

  private Map<String, String> attributes() {
    read();
    return envelope.attributes();
  }

  private JsonNode data() {
    read();
    return data;
  }

  private void read() {
    if (!read) {
      read = true;
      envelope = Envelope.unpack(payload);
      if (Envelope.isJson(envelope.data().contentType()) && envelope.data().size() > 0) {
        data = parsed(envelope.data().bytes());
      }
    }
  }

  private static JsonNode parsed(byte[] bytes) {
    try {
      return Json.mapper().readTree(bytes);
    } catch (JacksonException _) {
      // Data in binary mode may be anything; who has no fields has none.
      return MissingNode.getInstance();
    }
  }

  private static void walk(
      JsonNode node, List<String> path, boolean isPointer, Set<String> values) {
    if (values.size() >= VALUES_MAX) {
      return;
    }
    if (path.isEmpty()) {
      add(node, values);
      return;
    }
    String name = isPointer ? unescaped(path.getFirst()) : path.getFirst();
    List<String> rest = path.subList(1, path.size());
    if (node.isArray() && isPointer) {
      walk(node.path(index(name)), rest, true, values);
    } else if (node.isArray()) {
      // A dotted path goes through every element: devices.state is the state of each device.
      node.forEach(element -> walk(element, path, false, values));
    } else {
      walk(node.path(name), rest, isPointer, values);
    }
  }

  private static int index(String name) {
    return name.matches("0|[1-9][0-9]{0,6}") ? Integer.parseInt(name) : -1;
  }

  private static String unescaped(String token) {
    return token.replace("~1", "/").replace("~0", "~");
  }

  private static void add(JsonNode node, Set<String> values) {
    if (node.isArray()) {
      for (JsonNode element : node) {
        if (values.size() < VALUES_MAX && element.isValueNode()) {
          add(element, values);
        }
      }
    } else if (node.isValueNode() && !node.isNull()) {
      String text = node.asString();
      if (Operator.isValue(text)) {
        values.add(text);
      }
    }
  }
}
