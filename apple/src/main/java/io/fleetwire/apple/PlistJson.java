package io.fleetwire.apple;

import io.fleetwire.plist.PlistValue;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Property lists as JSON, for the backend: data as base64, dates as ISO 8601 in UTC, reals that
/// JSON does not have as texts. Pure.
final class PlistJson {
  private PlistJson() {}

  static JsonNode json(PlistValue value) {
    return switch (value) {
      case PlistValue.Dictionary dictionary -> object(dictionary);
      case PlistValue.Array array -> {
        ArrayNode items = AppleJson.MAPPER.createArrayNode();
        array.items().forEach(item -> items.add(json(item)));
        yield items;
      }
      case PlistValue.Text(String text) -> node(wellFormed(text));
      case PlistValue.Whole(var number) -> AppleJson.MAPPER.getNodeFactory().numberNode(number);
      case PlistValue.Real(double number) ->
          Double.isFinite(number)
              ? AppleJson.MAPPER.getNodeFactory().numberNode(number)
              : node(Double.toString(number));
      case PlistValue.Flag(boolean flag) -> AppleJson.MAPPER.getNodeFactory().booleanNode(flag);
      case PlistValue.Data data -> node(base64(data.bytes()));
      case PlistValue.Date(var moment) -> node(moment.toString());
    };
  }

  static ObjectNode object(PlistValue.Dictionary dictionary) {
    ObjectNode object = AppleJson.object();
    dictionary.entries().forEach((key, value) -> object.set(wellFormed(key), json(value)));
    return object;
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// Half a pair of surrogates has no UTF-8.
  private static String wellFormed(String text) {
    return text.codePoints()
        .map(point -> point >= 0xd800 && point <= 0xdfff ? 0xfffd : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static JsonNode node(String text) {
    return AppleJson.MAPPER.getNodeFactory().stringNode(text);
  }
}
